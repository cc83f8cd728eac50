#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Hearsay authors
# SPDX-License-Identifier: Apache-2.0
"""hearsay reuse on Spark (3.5 and 4.x): all reused passages of a corpus that outgrows
one machine, the same to the byte. Spark sorts, numbers, shuffles and restarts; what
is found is found by `hearsay batch`, which runs beside each partition.

    spark-submit --master … --files ./hearsay hearsay_spark.py \\
        --binary ./hearsay --format jsonl --output hdfs:///found hdfs:///articles/*.jsonl.gz

doc/scale.md is about clusters, sizes, tuning and what fails.
"""
import argparse
import collections
import concurrent.futures
import functools
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
import pyarrow.json as pj
from pyspark import SparkConf, SparkFiles, TaskContext
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

FIELDS = ["id", "url", "outlet", "series", "title", "date", "language", "text", "html"]
LINES = "kind string, key string, rest binary"
ORDER = "date string, id string, digest string, series string"  # of texts; those equal in all four are one text
PAIRS = "a string, b string, a_begin int, a_end int, b_begin int, b_end int, identity double"
DERIVATIONS = "derived string, from string, passages int, shared int, main boolean"
HEAD = ORDER + ", url string, title string, language string"  # of a text, before it
MARK = "hearsay-spark:"
BATCH_BYTES = 1 << 20
BATCH_ROWS = "64"  # texts of some KB, or blocks of seeds of some 100 KB
BROADCAST_BYTES = 8 << 20  # of numbers of texts
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
        """The lines that the stage writes, as kind, key and rest; before them must be the header."""
        try:
            out = self.process.stdout
            head = out.readline()
            if head and head[:-1] != first:
                raise RuntimeError(f"{MARK} executor {socket.gethostname()} has another version of hearsay: {head[:300]!r}, the driver {first[:300]!r}")
            for line in out:
                kind, key, size = line.split(b"\t")
                rest = out.read(int(size) + 1)
                if len(rest) <= int(size):
                    break  # cut off: the process says why
                yield kind, key, rest[:-1]
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
    """Lines as batches for Spark."""
    kinds, keys, rests, size = [], [], [], 0
    for kind, key, rest in lines:
        kinds.append(kind)
        keys.append(key)
        rests.append(rest)
        size += len(rest)
        if size >= BATCH_BYTES or len(kinds) >= 10_000:
            yield line_batch(kinds, keys, rests)
            kinds, keys, rests, size = [], [], [], 0
    if kinds:
        yield line_batch(kinds, keys, rests)


def line_batch(kinds, keys, rests):
    text = lambda values: pa.array(values, pa.binary()).cast(pa.string())
    return pa.RecordBatch.from_arrays([text(kinds), text(keys), pa.array(rests, pa.binary())], names=["kind", "key", "rest"])


def stage(binary, name, header, prepare=iter):
    """A function for mapInArrow that has lines, which prepare makes, go through a stage."""
    first = header.encode()

    def feed(batches):
        yield first + b"\n"
        for columns in prepare(b.columns for b in batches):
            rows = zip(*(c.cast(pa.binary()).to_pylist() for c in columns))
            yield b"".join(b"%s\t%s\t%d\n%s\n" % (kind, key, len(rest), rest) for kind, key, rest in rows)

    def run(batches):
        yield from batches_of(Process(find_binary(binary), ["batch", name], feed(batches)).lines(first))

    return run


def rows_of_lines(starts):
    """Lines of files with file, block and text → rows with the number of the line."""

    def run(batches):
        at, n, path = None, 0, ""
        for places, blocks, lines in batches:
            keys = []
            for place in zip(places.to_pylist(), blocks.to_pylist()):
                if place != at:
                    at, n, path = place, starts.get(place, 0), urllib.parse.unquote(place[0])
                n += 1
                keys.append(f"{n} {path}")
            yield pa.array(["row"] * len(keys)), pa.array(keys), lines

    return run


def rows_of_tables(batches):
    """Rows whose paths are addresses, in which a blank is %20."""
    for kinds, keys, rests in batches:
        yield kinds, pa.array([urllib.parse.unquote(key) for key in keys.to_pylist()]), rests


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


def rows_of_json(batches, types):
    """Lines whose rests are rows of JSON → these rows. What is in other columns stands before
    them; there the rests must be of one row each."""
    for b in batches:
        rests = b.column(b.num_columns - 1).cast(pa.binary()).to_pylist()
        data = b"\n".join(rests) + b"\n"
        # One block: a row must not lie across two.
        made = pj.read_json(pa.BufferReader(data), pj.ReadOptions(use_threads=False, block_size=len(data)),
                            pj.ParseOptions(explicit_schema=types, unexpected_field_behavior="ignore"))
        for i, name in enumerate(b.schema.names[:-1]):
            made = made.add_column(i, name, b.column(i))
        yield from made.select(b.schema.names[:-1] + types.names).to_batches()


def rows_of_texts(batches, types):
    """Lines whose rests are a row of JSON, a line feed and a text → rows with the text behind."""
    for b in batches:
        rests = [rest.partition(b"\n") for rest in b.column(b.num_columns - 1).cast(pa.binary()).to_pylist()]
        heads = pa.RecordBatch.from_arrays(b.columns[:-1] + [pa.array([head for head, _, _ in rests], pa.binary())], names=b.schema.names)
        rows = pa.Table.from_batches(rows_of_json([heads], types))
        yield from rows.append_column("text", pa.array([text for _, _, text in rests], pa.binary()).cast(pa.string())).to_batches()


def distinct_numbered(batches):
    """What texts are ordered by, in order → without those given twice, numbered in the partition."""
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
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH_ROWS)
        spark.conf.set("spark.sql.session.timeZone", "UTC")
        # A step writes its few kinds side by side, and need not sort megabytes by them first.
        spark.conf.set("spark.sql.maxConcurrentOutputFileWriters", "8")
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

    def step(self, name, make, by=(), codec="snappy"):
        where = f"{self.work}/{name}"
        if not self.exists(f"{where}/_SUCCESS"):
            print(f"hearsay: {name}", file=sys.stderr, flush=True)
            out = make().write.mode("overwrite").partitionBy(*by)
            # No two rests are alike: a dictionary of them costs time only.
            out.option("parquet.enable.dictionary#rest", "false").option("parquet.block.size", 32 << 20).option("compression", codec).parquet(where)
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
        return lines.select("kind", "key", "rest").mapInArrow(stage(self.binary, name, header), LINES)

    # The input.

    def texts(self, header):
        """The lines of the stage texts, each with its place, and of texts what they are ordered by."""
        lines = {"jsonl": self.jsonl, "parquet": self.parquet, "files": self.files}[self.opt.format](header)
        return lines.withColumn("place", F.monotonically_increasing_id()).withColumn("t", F.from_json(head_of_rest(), ORDER)).select("kind", "key", "rest", "place", "t.*")

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
        return lines.mapInArrow(stage(self.binary, "texts", header, rows_of_lines(starts)), LINES)

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
        return rows.mapInArrow(stage(self.binary, "texts", header, rows_of_tables), LINES)

    def files(self, header):
        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        files = self.spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(self.opt.input).select("path", "content")
        return files.repartition(self.partitions).mapInArrow(texts_of_files(self.binary, header), LINES)

    # The stages, as doc/scale.md tells them.

    def run(self):
        self.start()
        given = self.read(self.step("given", lambda: self.texts(self.header())), f"{LINES}, place bigint, {ORDER}")
        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH_ROWS)
        self.skipped(given)
        numbers = self.number(given)
        texts = given.select("place", "rest").join(numbers, "place")
        n = self.report["texts"]
        size, bins = self.opt.range or min(max(-(-n // self.partitions), 1), 20_000), self.opt.bins or bins_for(n)
        self.ranges = -(-n // size)
        header = self.header(texts=n, range=size, bins=bins)
        body = F.expr("substring(string(rest), locate('\\n', string(rest)))")
        renamed = F.concat(F.to_json(F.from_json(head_of_rest(), HEAD).withField("id", F.col("id"))), body).cast("binary")
        rest = F.when(F.col("again") > 1, renamed).otherwise(F.col("rest")).alias("rest")
        lines = texts.select(F.lit("text").alias("kind"), F.col("n").cast("string").alias("key"), rest)
        seeds = self.step("seeds", lambda: self.through("seeds", lines, header), by=["kind"], codec="none")  # hashes, which none makes smaller
        sown = self.read(seeds, LINES)
        hits = self.read(self.step("hits", lambda: self.through("pairs", self.together(sown.where("kind in ('seeds', 'series')"), bins), header)), LINES)
        aligned = self.align(hits, sown.where("kind = 'sheet'"), header)
        self.write(texts, aligned, header)
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

    def together(self, lines, keys):
        """All lines of a key in a row. Keys are so many numbers from 0, and each partition gets as
        many; those of late ranges, which take longest, come first."""
        place = F.expr(f"element_at(array({', '.join(map(str, self.places))}), cast(pmod(-1 - cast(key as bigint), {self.partitions}) as int) + 1)")
        spread = lines.select("kind", "key", "rest").repartition(self.partitions, place)
        return spread if keys <= self.partitions else spread.sortWithinPartitions("key")  # else one has one

    @functools.cached_property
    def places(self):
        """For each partition a number that Spark's hash puts there."""
        found, tried = {}, 0
        while len(found) < self.partitions:
            some = self.spark.range(tried, tried + 16 * self.partitions).select(F.col("id").cast("int").alias("n"))
            for r in some.select("n", F.expr(f"pmod(hash(n), {self.partitions})").alias("part")).collect():
                found.setdefault(r["part"], r["n"])
            tried += 16 * self.partitions
        return [found[p] for p in range(self.partitions)]

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

    def number(self, given):
        """For the place of each text its number n, in the order of hearsay reuse, and those of one ID told apart."""
        key = ["date", "id", "digest", "series"]
        at = F.split("key", " ", 2)
        texts = given.where("kind = 'text'").select(*key, "place", at[1].alias("path"), at[0].cast("long").alias("row"))
        schema = f"part int, at bigint, {ORDER}, place bigint, path string, row bigint"
        order = [F.col("date") == "", *key]
        # Ranges are by the key alone: texts given twice must not lie on both sides of a bound.
        ordered = texts.repartitionByRange(self.partitions, *order).sortWithinPartitions(*order, "path", "row")
        found = self.read(self.step("order", lambda: ordered.mapInArrow(distinct_numbered, schema)), schema)
        counts = {r["part"]: r["count"] for r in found.groupBy("part").count().collect()}
        before = [0]
        for part in range(self.partitions):
            before.append(before[-1] + counts.get(part, 0))
        self.report["texts"], self.report["twice"] = before[-1], given.where("kind = 'text'").count() - before[-1]
        if not before[-1]:
            raise Failure("there is not one text in the input" + (f"; {self.report['skipped']} rows could not be used" if self.report["skipped"] else ""))
        n = F.expr(f"element_at(array({', '.join(f'{b}L' for b in before)}), part + 1) + at").alias("n")
        return self.tell_apart(found.select(n, "id", "place", "path", "row"))

    def tell_apart(self, numbers):
        twice = numbers.groupBy("id").count().where("count > 1").select("id")
        again = numbers.join(twice, "id").withColumn("again", F.row_number().over(Window.partitionBy("id").orderBy("n")))
        again = self.spark.read.parquet(self.step("ids", lambda: again))
        ids = again.select("id").distinct().count()
        if not ids:
            return numbers.select("place", "n", "id", F.lit(None).cast("int").alias("again"))
        shown = [f"{r['id']} ({r['path']} row {r['row']})" for r in again.orderBy("id", "n").limit(4).collect()]
        print(f"note: {ids} IDs are of several texts, which are called ID, ID#2, …: {'; '.join(shown)}", file=sys.stderr)
        self.report["ids_of_several_texts"] = ids
        called = F.when(F.col("again") > 1, F.concat("id", F.lit("#"), F.col("again").cast("string"))).otherwise(F.col("id")).alias("id")
        return numbers.join(again.select("n", "again"), "n", "left").select("place", "n", called, "again")

    def align(self, hits, sheets, header):
        sheets = sheets.select(F.col("key").alias("text"), F.col("rest").alias("sheet"))
        lines, done, n = hits, None, 0
        while True:
            n += 1
            now = lines
            out = self.read(self.step(f"align-{n}", lambda: self.through("align", self.together(now, self.ranges), header), by=["kind"]), LINES)
            found = out.where("kind in ('pairs', 'derivations', 'link', 'crowded')")
            done = found if done is None else done.unionByName(found)
            opened, wanted = (out.where(F.col("kind") == kind) for kind in ("open", "want"))
            size = {r["kind"]: r["size"] for r in out.where("kind in ('open', 'want')").groupBy("kind").agg(F.sum(F.length("rest")).alias("size")).collect()}
            if "open" not in size:
                return done
            if n > 20:
                raise Failure(f"texts are still open after {n} rounds; this should not be: please report it")
            ranges = opened.select("key").distinct()
            only = opened.select(F.lit("only").alias("kind"), "key", "rest")
            wanted = wanted.select("key", F.explode(F.split(F.col("rest").cast("string"), " ")).alias("text"))
            if size["want"] < BROADCAST_BYTES:
                wanted = F.broadcast(wanted)  # than which sheets are far larger
            shipped = wanted.join(sheets, "text").select(F.lit("sheet").alias("kind"), "key", F.col("sheet").alias("rest"))
            lines = hits.join(ranges, "key", "left_semi").select("kind", "key", "rest").unionByName(only).unionByName(shipped)

    # The output.

    def write(self, texts, aligned, header):
        """All at once: what one core does, and what Spark plans, the others need not wait for."""
        self.delete(self.staged)
        print("hearsay: output", file=sys.stderr, flush=True)
        kept = parsed(texts.select("n", "id", "rest"), "n bigint, id string, ", "url string, series string, title string, date string, language string", ", text string")
        links = aligned.where("kind = 'link'").repartition(1).sortWithinPartitions(F.col("key").cast("long"))
        pairs, derivations = (parsed(aligned.where(F.col("kind") == kind).select("rest"), "", schema) for kind, schema in (("pairs", PAIRS), ("derivations", DERIVATIONS)))
        with concurrent.futures.ThreadPoolExecutor() as beside:
            texts = beside.submit(self.put_rows, kept.withColumnRenamed("series", "outlet"), "texts")
            rest = [beside.submit(self.put_rows, pairs, "pairs"), beside.submit(self.put_rows, derivations, "derivations")]
            witnesses = self.read(self.step("witnesses", lambda: self.through("clusters", links, header)), LINES)
            self.clusters(witnesses, texts.result())
            pairs, _ = (r.result() for r in rest)
        left = aligned.where("kind = 'crowded'").select(F.sum(F.col("rest").cast("string").cast("long"))).first()[0]
        found = self.spark.read.parquet(f"{self.staged}/clusters").agg(F.count("*"), F.max("cluster")).first()
        self.report.update(pairs=pairs.count(), crowded=left or 0, witnesses=found[0], clusters=found[1] or 0)

    def put_rows(self, rows, name):
        rows.write.parquet(f"{self.staged}/{name}")
        return self.spark.read.parquet(f"{self.staged}/{name}")

    def clusters(self, witnesses, texts):
        """The witnesses with their texts, in order."""
        fields = F.from_json(F.col("rest").cast("string"), "cluster int, size int, begin int, `end` int").alias("w")
        placed = witnesses.select(F.col("key").cast("long").alias("n"), fields).select("n", "w.*")
        exact = F.expr("substring(text, `begin` + 1, `end` - `begin`)").alias("text")
        found = placed.join(texts, "n").select("n", "cluster", "size", "id", F.col("outlet").alias("series"), "date", "begin", "end", exact)
        # A step of its own, since to sort them is to read them twice.
        found = self.spark.read.parquet(self.step("found", lambda: found))
        found.orderBy("cluster", "n").drop("n").write.parquet(f"{self.staged}/clusters")

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


def head_of_rest():
    """The JSON before a text."""
    return F.substring_index(F.col("rest").cast("string"), "\n", 1)


def parsed(lines, before, schema, behind=""):
    """Lines whose rests, the last column, are rows of JSON, or texts behind one row each, as a table."""
    types = {"string": pa.string(), "int": pa.int32(), "bigint": pa.int64(), "double": pa.float64(), "boolean": pa.bool_()}
    fields = pa.schema([(name, types[kind]) for name, kind in (field.split(" ") for field in schema.split(", "))])
    return lines.mapInArrow(functools.partial(rows_of_texts if behind else rows_of_json, types=fields), before + schema + behind)


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
    p.add_argument("--range", type=int, default=0, help="texts that are aligned together; as many ranges as partitions, of 20,000 at most")
    p.add_argument("--bins", type=int, default=0, help="bins of seeds, a power of two")
    p.add_argument("--keep", action="store_true", help="keep OUTPUT.work, what the steps left")
    return p.parse_args(argv)


def session():
    conf = SparkConf().setAppName("hearsay reuse")
    if conf.get("spark.master", "").startswith("local"):
        # No network is between, and a codec makes little of what is shuffled smaller: it is hashes.
        conf.setIfMissing("spark.shuffle.compress", "false")
    return SparkSession.builder.config(conf=conf).getOrCreate()


def main(argv=None):
    opt = options(argv)
    if not os.path.isfile(opt.binary):
        print(f"hearsay: {opt.binary} is no file; build it: CGO_ENABLED=0 go build ./cmd/hearsay", file=sys.stderr)
        return 2
    spark = session()
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
