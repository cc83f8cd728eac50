# SPDX-FileCopyrightText: The Hearsay authors
# SPDX-License-Identifier: Apache-2.0
"""What fails, and how it shows: python3 -m unittest failures, with HEARSAY_BINARY and
HEARSAY_WARC set. spark_test.go runs it."""
import contextlib
import io
import json
import os
import subprocess
import tempfile
import unittest

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

import hearsay_spark

BINARY = os.environ["HEARSAY_BINARY"]
PIER = "The harbour office closed both piers at noon on Tuesday because of the swell, its director said."


class Failures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.log.level", "OFF").getOrCreate()

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = folder.name

    def file(self, name, text):
        with open(os.path.join(self.dir, name), "w", encoding="utf-8") as f:
            f.write(text)
        return f.name

    def table(self, name, columns):
        path = os.path.join(self.dir, name)
        pq.write_table(pa.table(columns), path)
        return path

    def run_of(self, kind, inputs, *more, **changed):
        opt = hearsay_spark.options(["--format", kind, "--binary", BINARY, "--output", f"{self.dir}/found", "--partitions", "2", *more, *inputs])
        run = hearsay_spark.Run(self.spark, opt)
        for name, value in changed.items():
            setattr(run, name, value)
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            try:
                run.run()
            except Exception as e:
                said.write(f"hearsay: {hearsay_spark.explain(e)}\n")
        return said.getvalue()

    def rows(self, name):
        rows = pq.read_table(f"{self.dir}/found/{name}").to_pylist()
        return sorted(json.dumps(r, sort_keys=True) for r in rows)

    def reuse(self, *paths):
        """The witnesses that one machine finds."""
        made = subprocess.run([BINARY, "reuse", *paths], capture_output=True, text=True, cwd=self.dir)
        return sorted(json.dumps(json.loads(line), sort_keys=True) for line in made.stdout.splitlines())

    def nothing_written(self):
        self.assertFalse(os.path.exists(f"{self.dir}/found"))

    def test_columns(self):
        path = self.table("a.parquet", {"doc": ["a"], "body": [PIER]})
        said = self.run_of("parquet", [path])
        self.assertIn("no column text or html; there are: doc, body", said)
        said = self.run_of("parquet", [path], "--columns", "text=words")
        self.assertIn("there is no column words; there are: doc, body", said)
        self.nothing_written()

    def test_mixed_schemas(self):
        self.table("a.parquet", {"id": ["a"], "text": [PIER]})
        self.table("b.parquet", {"id": [[1, 2]], "text": [PIER]})
        said = self.run_of("parquet", [f"{self.dir}/a.parquet", f"{self.dir}/b.parquet"])
        self.assertRegex(said, "(?i)merge")
        self.nothing_written()

    def test_damaged(self):
        path = self.file("broken.parquet", "PAR1 this is none PAR0")
        self.assertIn("broken.parquet", self.run_of("parquet", [path]))
        self.nothing_written()

    def test_no_binary(self):
        path = self.file("a.jsonl", json.dumps({"id": "a", "text": PIER}) + "\n")
        said = self.run_of("jsonl", [path], binary="absent")
        self.assertRegex(said, "hearsay: executor .* has no file absent: ship it with --files absent")
        self.nothing_written()

    def test_other_version(self):
        path = self.file("a.jsonl", json.dumps({"id": "a", "text": PIER}) + "\n")
        other = self.file("other", "#!/bin/sh\ncat >/dev/null\nprintf 'hearsay-batch\\t0\\t{}\\n'\n")
        self.spark.sparkContext.addFile(other)
        self.assertRegex(self.run_of("jsonl", [path], binary="other"), "executor .* has another version of hearsay")
        # The program itself refuses what another wrote.
        run = hearsay_spark.stage(os.path.basename(BINARY), "pairs", "hearsay-batch\t0\t{}")
        empty = self.spark.createDataFrame([], hearsay_spark.LINES).repartition(1)
        with self.assertRaises(Exception) as e:
            empty.mapInArrow(run, hearsay_spark.LINES).count()
        self.assertIn("written by another version", hearsay_spark.explain(e.exception))
        self.nothing_written()

    def test_no_texts(self):
        said = self.run_of("jsonl", [self.file("a.jsonl", "{}\n")])
        self.assertIn("there is not one text in the input; 1 rows could not be used", said)
        self.assertRegex(said, r"a\.jsonl row 1: no text or html field")
        self.nothing_written()

    def test_output_is_there(self):
        os.mkdir(f"{self.dir}/found")
        self.assertIn("is there already", self.run_of("jsonl", [self.file("a.jsonl", "{}\n")]))

    def test_no_room(self):
        self.assertIn("a disk is full", hearsay_spark.explain(Exception("java.io.IOException: No space left on device")))

    def test_parquet(self):
        """Columns of other names, rows that cannot be used, IDs of several texts, more parts than texts."""
        self.table("a.parquet", {"doc": ["a", "b", None], "body": [PIER, "Über \U0001F600 東京 " + PIER, None]})
        self.table("b.parquet", {"doc": ["a"], "body": ["More words. " + PIER]})
        said = self.run_of("parquet", [f"{self.dir}/a.parquet", f"{self.dir}/b.parquet"], "--columns", "id=doc,text=body", "--partitions", "7")
        self.assertRegex(said, r"a\.parquet row 3: no text or html field")
        self.assertRegex(said, r"1 IDs are of several texts.*: a \(.*parquet row 1\); a \(.*parquet row 1\)")
        self.assertTrue(os.path.exists(f"{self.dir}/found/_SUCCESS"), said)
        lines = [json.dumps({"id": i, "text": t}) for i, t in (("a", PIER), ("b", "Über \U0001F600 東京 " + PIER), ("a", "More words. " + PIER))]
        self.assertEqual(self.reuse(self.file("same.jsonl", "\n".join(lines) + "\n")), self.rows("clusters"))
        with open(f"{self.dir}/found/report.json", encoding="utf-8") as report:
            self.assertEqual(1, json.load(report)["skipped"])

    def test_files(self):
        """An archive of the web."""
        warc = os.environ["HEARSAY_WARC"]
        said = self.run_of("files", [warc])
        self.assertTrue(os.path.exists(f"{self.dir}/found/_SUCCESS"), said)
        want = self.reuse(warc)
        self.assertGreater(len(want), 1)
        self.assertEqual(want, self.rows("clusters"))

    def test_again(self):
        """What steps left of a run that was killed is taken up."""
        path = self.file("a.jsonl", "".join(json.dumps({"id": i, "text": f"Number {i} says: {PIER}"}) + "\n" for i in "abc"))
        def killed(*_):
            raise hearsay_spark.Failure("killed")

        said = self.run_of("jsonl", [path], align=killed)
        self.assertIn("hearsay: seeds", said)
        self.assertIn("of a run with other options", self.run_of("jsonl", [path], "--min-words", "9"))
        said = self.run_of("jsonl", [path])
        self.assertNotIn("hearsay: seeds", said)
        self.assertIn("hearsay: align-1", said)
        self.assertEqual(self.reuse(path), self.rows("clusters"))
        self.assertFalse(os.path.exists(f"{self.dir}/found.work"))


if __name__ == "__main__":
    unittest.main()
