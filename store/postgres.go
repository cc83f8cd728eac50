// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"hearsay"
	"hearsay/internal/durable"
)

//go:embed postgres/*/*.sql
var migrations embed.FS

// PostgresVariable is the variable of the environment that says where PostgreSQL is, as a
// URL or as words of libpq. Libraries that are made while it is set keep their facts there.
const PostgresVariable = "HEARSAY_POSTGRES"

// placeName is the file that stands in the folder of such a library in place of databases.
const placeName = "facts.postgres"

// place says which schemas of a database are a library's. It holds no address, name of a
// user or password: a folder that comes from elsewhere makes nobody connect to anything.
type place struct {
	Format int    `json:"format"`
	Schema string `json:"schema"` // begins the name of each
	Facts  int    `json:"facts"`  // number of the one with the facts; a rebuild takes the next
}

func (p *place) facts() string { return fmt.Sprintf("%s_%d", p.Schema, p.Facts) }

// next is where a rebuild makes new facts.
func (p *place) next() string { return fmt.Sprintf("%s_%d", p.Schema, p.Facts+1) }

// side is the schema of what would be a database of its own beside the facts.
func (p *place) side(kind sideKind) string { return p.Schema + "_" + kind.what }

// schemaName is what a schema of a library is called: it stands in statements.
var schemaName = regexp.MustCompile(`^hearsay_[a-z2-7]{16}$`)

// readPlace reads where the facts of the library in dir are; nil when that is no schema of
// PostgreSQL, or there is no library.
func readPlace(dir string) (*place, error) {
	data, err := os.ReadFile(filepath.Join(dir, placeName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p := &place{}
	err = json.Unmarshal(data, p)
	if err == nil && p.Format > Format {
		return nil, fmt.Errorf("%w: the library has format %d, this program knows %d; use a newer hearsay", hearsay.ErrNewer, p.Format, Format)
	}
	if err != nil || !schemaName.MatchString(p.Schema) || p.Facts < 0 || p.Facts > 1<<30 {
		return nil, fmt.Errorf("read %s: %w: it names no schema of Hearsay; put it back from a copy", filepath.Join(dir, placeName), hearsay.ErrCorrupt)
	}
	return p, nil
}

// choosePlace is readPlace for who may make the library: in PostgreSQL when the
// environment says where that is and nothing of the library is in SQLite.
func choosePlace(dir string) (*place, error) {
	p, err := readPlace(dir)
	if err != nil || p != nil || os.Getenv(PostgresVariable) == "" {
		return p, err
	}
	for _, name := range append([]string{databaseName, SecretsFile}, BesideFacts().Databases...) {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	p = &place{Format: Format, Schema: "hearsay_" + strings.ToLower(rand.Text()[:16])}
	err = p.write(dir, os.Link) // unless another process was first
	if errors.Is(err, fs.ErrExist) {
		return readPlace(dir)
	}
	return p, err
}

// write puts the file into the folder of the library, at once, by linking or renaming.
func (p *place) write(dir string, put func(from, to string) error) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, placeName+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = put(f.Name(), filepath.Join(dir, placeName))
	}
	return errors.Join(err, durable.Remove(f.Name()))
}

// errUnnamed says that nobody said where PostgreSQL is.
var errUnnamed = fmt.Errorf("%w: the facts of this library are in PostgreSQL; say where that is, such as %s=postgres://HOST/DATABASE", hearsay.ErrInvalid, PostgresVariable)

// errAddress says that the address cannot be read. A sign of a password that should have been
// written otherwise makes a part of it look like a host or a database.
var errAddress = fmt.Errorf("%w: %s is no address of PostgreSQL: write postgres://USER@HOST:PORT/DATABASE?sslmode=verify-full or "+
	"host=HOST dbname=DATABASE, signs such as @ and / in an URL as %%40 and %%2F, and better no password (~/.pgpass, PGPASSWORD)", hearsay.ErrInvalid, PostgresVariable)

// connect opens a schema of PostgreSQL, or none for "". Passwords are where PostgreSQL's own
// programs look for them, too: .pgpass, PGPASSWORD, a service file.
func connect(schema string, readOnly bool) (*sql.DB, error) {
	where := os.Getenv(PostgresVariable)
	if where == "" {
		return nil, errUnnamed
	}
	config, err := pgx.ParseConfig(where)
	if err != nil || strings.Contains(config.Host+config.Database, "@") {
		return nil, errAddress // what cannot be read is not told either: it may hold a password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	p := config.RuntimeParams
	p["application_name"], p["search_path"] = "hearsay", schema
	// A machine that went down while it wrote gives the lock back after two minutes.
	p["tcp_keepalives_idle"], p["tcp_keepalives_interval"], p["tcp_keepalives_count"] = "60", "10", "6"
	if readOnly {
		p["default_transaction_read_only"] = "on"
	}
	db := sql.OpenDB(pgConnector{stdlib.GetConnector(*config)})
	db.SetMaxIdleConns(8)
	return db, nil
}

// migrate makes a schema, and what its tables lack. Kind is its folder of migrations.
func migrate(ctx context.Context, db *sql.DB, schema, kind string) error {
	_, err := db.ExecContext(ctx, `create schema if not exists `+schema)
	if hasState(err, stateForbidden) {
		return fmt.Errorf("%w; a library makes its schemas itself: grant create on database DATABASE to USER", err)
	}
	if err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "postgres/"+kind)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// hasSchema reports whether the database has a schema.
func hasSchema(ctx context.Context, name string) (has bool, err error) {
	db, err := connect("", true)
	if err != nil {
		return false, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, `select exists (select 1 from pg_namespace where nspname = ?)`, name).Scan(&has)
	return has, fault(err)
}

// noFacts says that captures are there and their facts are not.
func noFacts(p *place) error {
	if p == nil {
		return errOrphaned
	}
	return fmt.Errorf("%w: there are captures but no facts in the database that %s names (schema %s); name the one in which the library was made, or have them made anew in this one: hearsay rebuild",
		hearsay.ErrCorrupt, PostgresVariable, p.facts())
}

// dropSchemas drops the schemas of facts of a library but one.
func (p *place) dropSchemas(ctx context.Context, db *sql.DB, keep string) error {
	rows, err := db.QueryContext(ctx, `select nspname from pg_namespace where nspname like ? and nspname != ? order by 1`, strings.ReplaceAll(p.Schema, "_", `\_`)+`\_%`, keep)
	if err != nil {
		return err
	}
	names, err := collect(rows, scanText)
	for _, name := range names {
		if number := strings.TrimPrefix(name, p.Schema+"_"); err == nil && strings.Trim(number, "0123456789") == "" {
			_, err = db.ExecContext(ctx, `drop schema `+name+` cascade`)
		}
	}
	return err
}

// lockNumber is the advisory lock of a name.
func lockNumber(name string) int64 {
	sum := sha256.Sum256([]byte("hearsay " + name))
	return int64(binary.BigEndian.Uint64(sum[:]))
}
