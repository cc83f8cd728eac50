#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Hearsay authors
# SPDX-License-Identifier: Apache-2.0
"""hearsay reuse on Spark (3.5; meant for 4.x, too): all reused passages of a corpus that outgrows
one machine, the same to the byte. Spark sorts, numbers, shuffles and restarts; what
is found is found by `hearsay batch`, which runs beside each partition.

    spark-submit --master … --files ./hearsay hearsay_spark.py \\
        --binary ./hearsay --format jsonl --output hdfs:///found hdfs:///articles/*.jsonl.gz

doc/scale.md is about clusters, sizes, tuning and what fails.
"""
import argparse
import collections
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.parse

import pyarrow as pa
from pyspark import SparkFiles, TaskContext
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

FIELDS = ["id", "url", "outlet", "series", "title", "date", "language", "text", "html"]
LINES = "kind string, key string, rest binary"
KEPT = "id string, series string, date string, digest string, url string, title string, language string, text string"
MARK = "hearsay-spark:"
BATCH_BYTES = 8 << 20
NAMED = 50  # inputs that could not be used, by name


class Failure(Exception):
    """What ends a run, in words for people."""


# --- On executors -----------------------------------------------------------


def find_binary(name):
    """The program that was shipped, made executable; raises where it is not."""
    for path in (SparkFiles.get(name), os.path.abspath(name)):
        if not os.path.isfile(path):
            continue
        if not os.access(path, os.X_OK):
            own = os.path.join(tempfile.mkdtemp(prefix="hearsay-"), name)
            shutil.copyfile(path, own)
            os.chmod(own, 0o755)
            path = own
        return path
    raise RuntimeError(f"{MARK} executor {socket.gethostname()} has no file {name}: ship it with --files {name} or --binary")


class Process:
    """A stage as a process. Lines go in from a thread of its own."""

    def __init__(self, program, args, feed, cwd=None):
        self.args, self.failed = args, None
        self.errors = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen(
                [program] + args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, bufsize=1 << 20, cwd=cwd)
        except OSError as e:
            raise RuntimeError(f"{MARK} executor {socket.gethostname()} cannot run {program}: {e}") from None
        # The feed runs in a thread that Spark does not know; it only reads batches.
        self.thread = threading.Thread(target=self._feed, args=(feed,), daemon=True)
        self.thread.start()

    def _feed(self, feed):
        try:
            for data in feed:
                self.process.stdin.write(data)
        except BrokenPipeError:
            pass  # the process says why it ended
        except BaseException as e:  # is raised again by lines
            self.failed = e
            self.process.kill()
        finally:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                pass

    def lines(self, first):
        """The lines that the stage writes, of which the first must be the header."""
        try:
            n = 0
            for line in self.process.stdout:
                n += 1
                if n > 1:
                    yield line[:-1]
                elif line[:-1] != first:
                    raise RuntimeError(f"{MARK} executor {socket.gethostname()} has another version of hearsay: {line[:300]!r}, the driver {first[:300]!r}")
            self.thread.join()
            code = self.process.wait()
            if self.failed:
                raise self.failed
            if code != 0:
                self.errors.seek(0)
                said = self.errors.read().decode("utf-8", "replace").strip()
                raise RuntimeError(f"{MARK} hearsay {' '.join(self.args)} on {socket.gethostname()} ended with code {code}: {said[-2000:]}")
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.process.wait()
            self.errors.close()


def batches_of(lines):
    """Lines taken apart, as batches for Spark."""
    kinds, keys, rests, size = [], [], [], 0
    for line in lines:
        kind, key, rest = line.split(b"\t", 2)
        kinds.append(kind)
        keys.append(key)
        rests.append(rest)
        size += len(line)
        if size >= BATCH_BYTES or len(kinds) >= 10_000:
            yield line_batch(kinds, keys, rests)
            kinds, keys, rests, size = [], [], [], 0
    if kinds:
        yield line_batch(kinds, keys, rests)


def line_batch(kinds, keys, rests):
    text = lambda values: pa.array(values, pa.binary()).cast(pa.string())
    return pa.RecordBatch.from_arrays([text(kinds), text(keys), pa.array(rests, pa.binary())], names=["kind", "key", "rest"])


def stage(binary, args, header):
    """A function for mapInArrow that has lines go through a stage."""
    first = header.encode()

    def feed(batches):
        yield first + b"\n"
        for b in batches:
            columns = [b.column(i).cast(pa.binary()).to_pylist() for i in range(3)]
            if args == ["texts"]:  # paths are addresses, in which a blank is %20
                columns[1] = [urllib.parse.unquote_to_bytes(key) for key in columns[1]]
            yield b"".join(b"%s\t%s\t%s\n" % row for row in zip(*columns))

    def run(batches):
        yield from batches_of(Process(find_binary(binary), ["batch"] + args, feed(batches)).lines(first))

    return run


def rows_of_lines(starts):
    """Lines of files with file, block and text → rows with the number of the line."""

    def run(batches):
        at, n = None, 0
        for b in batches:
            keys = []
            for place in zip(b.column(0).to_pylist(), b.column(1).to_pylist()):
                if place != at:
                    at, n = place, starts.get(place, 0)
                n += 1
                keys.append(f"{n} {place[0]}")
            yield pa.RecordBatch.from_arrays([pa.array(["row"] * len(keys)), pa.array(keys), b.column(2)], names=["kind", "key", "rest"])

    return run


def texts_of_files(binary, header):
    """Whole files → texts, by way of a folder of the executor."""
    first = header.encode()

    def run(batches):
        for b in batches:
            for path, content in zip(b.column(0).to_pylist(), b.column(1)):
                folder = tempfile.mkdtemp(prefix="hearsay-")
                try:
                    name = urllib.parse.unquote(path.rsplit("/", 1)[-1])
                    with open(os.path.join(folder, name), "wb") as f:
                        f.write(content.as_buffer())
                    made = Process(find_binary(binary), ["batch", "texts", name], iter(()), cwd=folder)
                    yield from batches_of(made.lines(first))
                finally:
                    shutil.rmtree(folder, ignore_errors=True)

    return run


def distinct_numbered(batches):
    """Texts in order → without those given twice, with their place in the partition."""
    part, n, last = TaskContext.get().partitionId(), 0, None
    for b in batches:
        keep, numbers = [], []
        for key in zip(*(b.column(i).to_pylist() for i in range(4))):
            keep.append(key != last)
            if key != last:
                last = key
                numbers.append(n)
                n += 1
        kept = b.filter(pa.array(keep))
        columns = [pa.array([part] * len(numbers), pa.int32()), pa.array(numbers, pa.int64())]
        yield pa.RecordBatch.from_arrays(columns + kept.columns, names=["part", "at"] + kept.schema.names)


# --- On the driver ----------------------------------------------------------


class Run:
    def __init__(self, spark, opt):
        self.spark, self.opt = spark, opt
        self.work, self.staged = opt.output.rstrip("/") + ".work", opt.output.rstrip("/") + ".staged"
        self.partitions = opt.partitions or max(2 * spark.sparkContext.defaultParallelism, 4)
        spark.conf.set("spark.sql.adaptive.enabled", "false")
        spark.conf.set("spark.sql.shuffle.partitions", str(self.partitions))
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
        spark.conf.set("spark.sql.session.timeZone", "UTC")
        spark.sparkContext.addFile(opt.binary)
        self.binary = os.path.basename(opt.binary)
        self.report = {}

    # Files, on whatever file system.

    def path(self, name):
        return self.spark.sparkContext._jvm.org.apache.hadoop.fs.Path(name)

    def fs(self, name):
        return self.path(name).getFileSystem(self.spark.sparkContext._jsc.hadoopConfiguration())

    def exists(self, name):
        return self.fs(name).exists(self.path(name))

    def delete(self, name):
        self.fs(name).delete(self.path(name), True)

    def put(self, name, text):
        out = self.fs(name).create(self.path(name), True)
        out.write(bytearray(text.encode()))
        out.close()

    def get(self, name):
        stream = self.fs(name).open(self.path(name))
        text = self.spark.sparkContext._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8")
        stream.close()
        return text

    # Steps: each leaves a folder, and is not done again when that is whole.

    def step(self, name, make, by=()):
        where = f"{self.work}/{name}"
        if not self.exists(f"{where}/_SUCCESS"):
            print(f"hearsay: {name}", file=sys.stderr, flush=True)
            make().write.mode("overwrite").partitionBy(*by).parquet(where)
        return where

    def read(self, where, schema):
        """A step, as written; of a schema since a step without rows has none."""
        return self.spark.read.schema(schema).parquet(where)

    def header(self, **more):
        opt = self.opt
        args = ["--profile", opt.profile, "--min-words", str(opt.min_words)] + (["--series"] if opt.series else [])
        for name, value in more.items():
            args += [f"--{name}", str(value)]
        try:
            made = subprocess.run([os.path.abspath(opt.binary), "batch", "header"] + args, capture_output=True, text=True, check=False)
        except OSError as e:
            raise Failure(f"the driver cannot run {opt.binary}: {e}") from None
        if made.returncode != 0:
            raise Failure(made.stderr.strip())
        return made.stdout.rstrip("\n")

    def through(self, name, lines, header):
        return lines.select("kind", "key", "rest").mapInArrow(stage(self.binary, [name], header), LINES)

    # The input.

    def texts(self, header):
        return {"jsonl": self.jsonl, "parquet": self.parquet, "files": self.files}[self.opt.format](header)

    def jsonl(self, header):
        lines = self.spark.read.option("lineSep", "\n").text(self.opt.input).select(
            F.col("_metadata.file_path").alias("path"), F.col("_metadata.file_block_start").alias("block"), F.col("value").cast("binary").alias("line"))
        # Lines are numbered through a file though it is read in blocks.
        counts = collections.defaultdict(list)
        for r in lines.groupBy("path", "block").count().collect():
            counts[r["path"]].append((r["block"], r["count"]))
        starts = {}
        for path, blocks in counts.items():
            n = 0
            for block, count in sorted(blocks):
                starts[path, block] = n
                n += count
        return self.through("texts", lines.mapInArrow(rows_of_lines(starts), LINES), header)

    def parquet(self, header):
        frame = self.spark.read.option("mergeSchema", "true").parquet(*self.opt.input)
        there = {name.lower(): name for name in frame.columns}
        columns = {field: there[field] for field in FIELDS if field in there}
        for field, name in self.opt.columns.items():
            if name.lower() not in there:
                raise Failure(f"--columns {field}={name}: there is no column {name}; there are: {', '.join(frame.columns)}")
            columns[field] = there[name.lower()]
        if "text" not in columns and "html" not in columns:
            raise Failure(f"no column text or html; there are: {', '.join(frame.columns)}; say which it is with --columns text=NAME,id=NAME")
        row = F.struct(*(F.col(f"`{name}`").cast("string").alias(field) for field, name in columns.items()))
        rows = frame.select(
            F.lit("row").alias("kind"), F.concat_ws(" ", F.col("_metadata.row_index") + 1, F.col("_metadata.file_path")).alias("key"),
            F.to_json(row).cast("binary").alias("rest"))
        return self.through("texts", rows, header)

    def files(self, header):
        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        files = self.spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(self.opt.input).select("path", "content")
        return files.repartition(self.partitions).mapInArrow(texts_of_files(self.binary, header), LINES)

    # The stages, as doc/scale.md tells them.

    def run(self):
        self.start()
        raw = self.read(self.step("given", lambda: self.texts(self.header())), LINES)
        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
        self.skipped(raw)
        texts = self.number(raw)
        n = self.report["texts"]
        header = self.header(texts=n, range=self.opt.range or min(max(-(-n // (2 * self.partitions)), 1), 20_000), bins=self.opt.bins or bins_for(n))
        lines = texts.select(F.lit("text").alias("kind"), F.col("n").cast("string").alias("key"), F.to_json(F.struct("id", "series", "date", "text")).cast("binary").alias("rest"))
        seeds = self.step("seeds", lambda: self.through("seeds", lines, header), by=["kind"])
        sown = self.read(seeds, LINES)
        hits = self.read(self.step("hits", lambda: self.through("pairs", self.together(sown.where("kind in ('seeds', 'series')")), header)), LINES)
        aligned = self.align(hits, sown.where("kind = 'sheet'"), header)
        links = aligned.where("kind = 'link'").repartition(1).sortWithinPartitions(F.col("key").cast("long"))
        witnesses = self.step("witnesses", lambda: self.through("clusters", links, header))
        self.write(texts, aligned, self.read(witnesses, LINES))
        self.commit()

    def start(self):
        if self.exists(self.opt.output):
            raise Failure(f"{self.opt.output} is there already; name another --output, or remove it")
        about = json.dumps([self.opt.input, self.opt.format, self.opt.columns, self.header(), self.partitions, self.opt.range, self.opt.bins])
        run = hashlib.sha256(about.encode()).hexdigest()
        note = f"{self.work}/run"
        if self.exists(note) and self.get(note) != run:
            if self.exists(f"{self.work}/given/_SUCCESS"):
                raise Failure(f"{self.work} is of a run with other options, input or program; remove it, or name another --output")
            self.delete(self.work)
        self.put(note, run)

    def together(self, lines):
        return lines.select("kind", "key", "rest").repartition(self.partitions, "key").sortWithinPartitions("key", "kind")

    def skipped(self, raw):
        skips = raw.where("kind = 'skip'").select("key", F.col("rest").cast("string").alias("reason"))
        n = skips.count()
        named = sorted(skips.limit(NAMED).collect(), key=lambda r: r["key"]) if n else []
        self.report["skipped"] = n
        self.report["skipped_named"] = [{"where": where(r["key"]), "reason": r["reason"]} for r in named]
        for s in self.report["skipped_named"]:
            print(f"{s['where']}: {s['reason']}", file=sys.stderr)
        if n > len(named):
            print(f"… and {n - len(named)} more", file=sys.stderr)

    def number(self, raw):
        """The texts in the order of hearsay reuse, numbered, and those of one ID told apart."""
        kept = raw.where("kind = 'text'").select(F.from_json(F.col("rest").cast("string"), KEPT).alias("t"), F.split("key", " ", 2).alias("at"))
        key = ["date", "id", "digest", "series"]
        texts = kept.select(*(f"t.{c}" for c in key + ["url", "title", "language", "text"]), F.col("at")[1].alias("path"), F.col("at")[0].cast("long").alias("row"))
        schema = ", ".join(["part int, at bigint"] + [f"{f.name} {f.dataType.simpleString()}" for f in texts.schema.fields])
        order = [F.col("date") == "", *key]
        # Ranges are by the key alone: texts given twice must not lie on both sides of a bound.
        ordered = texts.repartitionByRange(self.partitions, *order).sortWithinPartitions(*order, "path", "row")
        found = self.read(self.step("order", lambda: ordered.mapInArrow(distinct_numbered, schema)), schema)
        before, parts = 0, []
        for r in sorted(found.groupBy("part").count().collect(), key=lambda r: r["part"]):
            parts.append((r["part"], before))
            before += r["count"]
        self.report["texts"], self.report["twice"] = before, raw.where("kind = 'text'").count() - before
        if not before:
            raise Failure("there is not one text in the input" + (f"; {self.report['skipped']} rows could not be used" if self.report["skipped"] else ""))
        first = self.spark.createDataFrame(parts, "part int, before bigint")
        numbered = found.join(F.broadcast(first), "part").withColumn("n", F.col("before") + F.col("at")).drop("part", "at", "before")
        return self.tell_apart(numbered)

    def tell_apart(self, texts):
        twice = texts.groupBy("id").count().where("count > 1").select("id")
        again = texts.select("id", "n", "path", "row").join(twice, "id").withColumn("again", F.row_number().over(Window.partitionBy("id").orderBy("n")))
        again = self.spark.read.parquet(self.step("ids", lambda: again))
        ids = again.select("id").distinct().count()
        if not ids:
            return texts
        shown = [f"{r['id']} ({r['path']} row {r['row']})" for r in again.orderBy("id", "n").limit(4).collect()]
        print(f"note: {ids} IDs are of several texts, which are called ID, ID#2, …: {'; '.join(shown)}", file=sys.stderr)
        self.report["ids_of_several_texts"] = ids
        called = F.when(F.col("again") > 1, F.concat("id", F.lit("#"), F.col("again"))).otherwise(F.col("id"))
        return texts.join(again.select("n", "again"), "n", "left").withColumn("id", called).drop("again")

    def align(self, hits, sheets, header):
        sheets = sheets.select(F.col("key").alias("text"), F.col("rest").alias("sheet"))
        lines, done, n = hits, None, 0
        while True:
            n += 1
            now = lines
            out = self.read(self.step(f"align-{n}", lambda: self.through("align", self.together(now), header), by=["kind"]), LINES)
            found = out.where("kind in ('pair', 'link', 'crowded')")
            done = found if done is None else done.unionByName(found)
            opened, wanted = (out.where(F.col("kind") == kind).select("key", F.col("rest").cast("string").alias("text")) for kind in ("open", "want"))
            if opened.isEmpty():
                return done
            if n > 20:
                raise Failure(f"texts are still open after {n} rounds; this should not be: please report it")
            ranges = opened.select("key").distinct()
            only = opened.select(F.lit("only").alias("kind"), "key", F.col("text").cast("binary").alias("rest"))
            shipped = wanted.distinct().join(sheets, "text").select(F.lit("sheet").alias("kind"), "key", F.col("sheet").alias("rest"))
            lines = hits.join(ranges, "key", "left_semi").select("kind", "key", "rest").unionByName(only).unionByName(shipped)

    # The output.

    def write(self, texts, aligned, witnesses):
        self.delete(self.staged)
        print("hearsay: output", file=sys.stderr, flush=True)
        ids = texts.select("n", "id", "series", "date", "text")
        fields = F.from_json(F.col("rest").cast("string"), "cluster int, size int, begin int, `end` int").alias("w")
        found = witnesses.select(F.col("key").cast("long").alias("n"), fields).select("n", "w.*").join(ids, "n")
        exact = F.expr("substring(text, `begin` + 1, `end` - `begin`)")
        found.orderBy("cluster", "n").select("cluster", "size", "id", "series", "date", "begin", "end", exact.alias("text")).write.parquet(f"{self.staged}/clusters")
        pair = F.from_json(F.col("rest").cast("string"), "a string, b string, a_begin int, a_end int, b_begin int, b_end int, identity double").alias("p")
        pairs = aligned.where("kind = 'pair'").select(pair).select("p.*")
        pairs.write.parquet(f"{self.staged}/pairs")
        self.derivations(self.spark.read.parquet(f"{self.staged}/pairs"), texts).write.parquet(f"{self.staged}/derivations")
        texts.select("id", "url", F.col("series").alias("outlet"), "title", "date", "language", "text").write.parquet(f"{self.staged}/texts")
        left = aligned.where("kind = 'crowded'").select(F.sum(F.col("rest").cast("string").cast("long"))).first()[0]
        self.report.update(pairs=self.spark.read.parquet(f"{self.staged}/pairs").count(), crowded=left or 0)
        self.report["witnesses"] = self.spark.read.parquet(f"{self.staged}/clusters").count()
        self.report["clusters"] = self.spark.read.parquet(f"{self.staged}/clusters").agg(F.max("cluster")).first()[0] or 0

    def derivations(self, pairs, texts):
        """What each text has from each earlier one, as far as dates tell; main is the one
        with which it shares most, the earliest of several."""
        numbers = texts.select("id", "n")
        ties = pairs.groupBy("a", "b").agg(F.count("*").cast("int").alias("passages"), F.sum(F.col("b_end") - F.col("b_begin")).cast("int").alias("shared"))
        ties = ties.join(numbers.withColumnRenamed("id", "a").withColumnRenamed("n", "na"), "a")
        most = Window.partitionBy("b").orderBy(F.col("shared").desc(), "na")
        return ties.withColumn("main", F.row_number().over(most) == 1).select(F.col("b").alias("derived"), F.col("a").alias("from"), "passages", "shared", "main")

    def commit(self):
        self.report["program"] = self.header().split("\t")[2]
        self.put(f"{self.staged}/report.json", json.dumps(self.report, ensure_ascii=False, indent=1) + "\n")
        if not self.fs(self.staged).rename(self.path(self.staged), self.path(self.opt.output)):
            raise Failure(f"{self.staged} could not get the name {self.opt.output}; rename it by hand, it is whole")
        self.put(f"{self.opt.output}/_SUCCESS", "")
        if not self.opt.keep:
            self.delete(self.work)
        r = self.report
        print(f"{r['texts']} texts: {r['pairs']} pairs of passages, {r['witnesses']} witnesses in {r['clusters']} clusters; "
              f"{r['twice']} given twice, {r['skipped']} skipped", file=sys.stderr)


def bins_for(texts):
    """Bins of some 16 MB, of texts of 600 words."""
    bins = 16
    while bins < 1 << 16 and bins * (16 << 20) < texts * 142 * 16:
        bins *= 2
    return bins


def where(key):
    row, path = key.split(" ", 1)
    return f"{path} row {row}" if row != "0" else path


def explain(error):
    """What went wrong, from what Spark says of it."""
    said = str(error)
    own = re.search(re.escape(MARK) + r"\s*(.*?)(?:\n\s*\n|\n\s+at |\n\tat |$)", said, re.S)
    if "No space left on device" in said or "no space left on device" in said:
        return "a disk is full: shuffles go to spark.local.dir, and the output to --output; make room and run the same command again\n" + (own.group(1) if own else said[:500])
    if own:
        return own.group(1).strip()
    for pattern in (r"[^\n]*is not a Parquet file[^\n]*", r"[^\n]*Could not read footer[^\n]*", r"[^\n]*CANNOT_MERGE_SCHEMA[^\n]*", r"[^\n]*[Ff]ailed (?:to )?merg[^\n]*", r"[^\n]*PATH_NOT_FOUND[^\n]*",
                    r"[^\n]*Caused by:[^\n]*"):
        found = re.search(pattern, said)
        if found:
            return found.group(0).strip()
    return said[:3000]


def columns_of(s):
    out = {}
    for part in filter(None, s.split(",")):
        field, _, name = part.partition("=")
        if field not in FIELDS or not name:
            raise argparse.ArgumentTypeError(f"{part!r}: FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
        out[field] = name
    return out


def options(argv):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("input", nargs="+", help="files or folders, on any file system that Spark reads")
    p.add_argument("--format", choices=["jsonl", "parquet", "files"], required=True, help="files: WARC, HTML, archives, … up to 2 GB each")
    p.add_argument("--output", required=True, help="a folder that is not there yet")
    p.add_argument("--binary", required=True, help="the hearsay program, for Linux on the processors of the executors")
    p.add_argument("--columns", type=columns_of, default={}, help="of Parquet, when they have other names: text=body,id=doc_id")
    p.add_argument("--profile", default="news")
    p.add_argument("--min-words", type=int, default=8)
    p.add_argument("--series", action="store_true", help="leave out reuse within one series")
    p.add_argument("--partitions", type=int, default=0)
    p.add_argument("--range", type=int, default=0, help="texts that are aligned together")
    p.add_argument("--bins", type=int, default=0, help="bins of seeds, a power of two")
    p.add_argument("--keep", action="store_true", help="keep OUTPUT.work, what the steps left")
    return p.parse_args(argv)


def main(argv=None):
    opt = options(argv)
    if not os.path.isfile(opt.binary):
        print(f"hearsay: {opt.binary} is no file; build it: CGO_ENABLED=0 go build ./cmd/hearsay", file=sys.stderr)
        return 2
    spark = SparkSession.builder.appName("hearsay reuse").getOrCreate()
    try:
        run = Run(spark, opt)
        run.run()
        return 3 if run.report["skipped"] else 0
    except Failure as e:
        print(f"hearsay: {e}", file=sys.stderr)
    except Exception as e:  # of Spark or of a stage: in words, with nothing half-written
        print(f"hearsay: {explain(e)}", file=sys.stderr)
    finally:
        spark.stop()
    return 1


if __name__ == "__main__":
    sys.exit(main())
