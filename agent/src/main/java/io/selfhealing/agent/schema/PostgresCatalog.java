package io.selfhealing.agent.schema;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalog queries for PostgreSQL. None calls {@code pg_get_expr}, {@code pg_partition_tree} and the like, which lock the
 * table and so would wait for the very DDL that the agent is here for; an expression is looked at in its stored form.
 */
final class PostgresCatalog {
    private PostgresCatalog() {}

    static final String PATH = "SELECT pg_catalog.current_schemas(true)::text[]";

    /** The path, and the tables with triggers or rules of somebody's own; null where there are too many of them to send. */
    static final String LOOKUP = """
            WITH coded AS (
                SELECT g.tgrelid AS oid FROM pg_catalog.pg_trigger g WHERE NOT g.tgisinternal AND g.tgenabled <> 'D'
                UNION
                SELECT w.ev_class FROM pg_catalog.pg_rewrite w
                    WHERE w.ev_type <> '1' AND w.ev_class >= 16384 AND w.ev_enabled <> 'D')
            SELECT pg_catalog.current_schemas(true)::text[],
                CASE WHEN (SELECT pg_catalog.count(*) FROM coded) <= 1000 THEN ARRAY(
                    SELECT n.nspname || '.' || c.relname
                    FROM coded JOIN pg_catalog.pg_class c ON c.oid = coded.oid
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)::text[] END,
                ARRAY(
                    SELECT s.name FROM pg_catalog.pg_settings s WHERE s.source = 'session'
                        AND (s.name IN ('TimeZone', 'DateStyle', 'IntervalStyle', 'session_replication_role',
                            'row_security', 'transform_null_equals', 'array_nulls', 'xmloption',
                            'backslash_quote', 'standard_conforming_strings', 'lc_monetary', 'lc_numeric', 'lc_time',
                            'default_text_search_config', 'check_function_bodies', 'default_tablespace')
                            OR s.name LIKE '%.%')
                    UNION ALL
                    SELECT 'role' WHERE current_user <> session_user)::text[]""";

    static final String MAY_SEE_SYSTEM_IDENTIFIER =
            "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')";

    static final String IDENTITY = """
            SELECT s.system_identifier || '/' || d.oid
            FROM pg_catalog.pg_database d, pg_catalog.pg_control_system() s
            WHERE d.datname = pg_catalog.current_database()""";

    static final String VISIBLE_IDENTITY = """
            SELECT coalesce(pg_catalog.host(pg_catalog.inet_server_addr()), 'local')
                || ':' || coalesce(pg_catalog.inet_server_port(), 0)
                || '/' || d.datname || '/' || d.oid
            FROM pg_catalog.pg_database d
            WHERE d.datname = pg_catalog.current_database()""";

    private static final String ON_PATH = """
            WITH RECURSIVE found AS (
                SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence
                FROM pg_catalog.unnest(CAST(? AS text[])) WITH ORDINALITY AS p(name, place)
                JOIN pg_catalog.pg_namespace n ON n.nspname = CAST(p.name AS name)
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = CAST(? AS name)
                ORDER BY p.place
                LIMIT 1),
            """;

    private static final String BY_NAME = """
            WITH RECURSIVE found AS (
                SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence
                FROM pg_catalog.pg_namespace n
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
                WHERE n.nspname = CAST(? AS name) AND c.relname = ANY (CAST(? AS name[])) AND c.relkind IN ('r', 'p')),
            """;

    private static final String COLUMNS = """
            tree(root, oid) AS (
                SELECT oid, oid FROM found
                UNION
                SELECT t.root, i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid),
            typed(relid, attnum, typid, typmod, required, preset, depth) AS (
                SELECT a.attrelid, a.attnum, a.atttypid, a.atttypmod, a.attnotnull, CAST(NULL AS text) COLLATE "C", 0
                FROM pg_catalog.pg_attribute a JOIN found f ON a.attrelid = f.oid
                WHERE a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT d.relid, d.attnum, t.typbasetype, CASE WHEN d.typmod >= 0 THEN d.typmod ELSE t.typtypmod END,
                    d.required OR t.typnotnull, coalesce(d.preset, CAST(t.typdefaultbin AS text) COLLATE "C"), d.depth + 1
                FROM typed d JOIN pg_catalog.pg_type t ON t.oid = d.typid AND t.typtype = 'd'),
            base AS (
                SELECT DISTINCT ON (relid, attnum) relid, attnum, typid, typmod, required, preset
                FROM typed
                ORDER BY relid, attnum, depth DESC),
            sequence AS (
                SELECT '%:funcid ' || CAST(CAST('pg_catalog.nextval(regclass)' AS regprocedure) AS oid) || ' %' AS call)
            SELECT f.nspname, f.relname, CAST(f.oid AS text) AS oid, f.relkind, f.relpersistence,
                EXISTS (SELECT FROM pg_catalog.pg_trigger g JOIN tree ON g.tgrelid = tree.oid
                        WHERE tree.root = f.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D'
                            AND g.tgtype & 1 <> 0 AND g.tgtype & 66 <> 0 AND g.tgtype & 20 <> 0)
                    OR EXISTS (SELECT FROM pg_catalog.pg_rewrite w JOIN tree ON w.ev_class = tree.oid
                        WHERE tree.root = f.oid AND w.ev_type IN ('2', '3') AND w.ev_enabled <> 'D') AS rewrites,
                (SELECT array_agg(CAST(k.attname AS text) ORDER BY u.place)
                    FROM pg_catalog.pg_index i
                    CROSS JOIN LATERAL pg_catalog.unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY AS u(attnum, place)
                    JOIN pg_catalog.pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = u.attnum
                    WHERE i.indrelid = f.oid AND i.indisprimary AND u.place <= i.indnkeyatts) AS primary_key,
                a.attnum, a.attname, pg_catalog.format_type(b.typid, b.typmod) AS type,
                t.typname, t.typtype, t.typcategory, t.typlen, b.typmod, b.required,
                a.attidentity, a.attgenerated,
                coalesce(CAST(d.adbin AS text), b.preset) IS NOT NULL AS has_default,
                coalesce(CAST(d.adbin AS text), b.preset) LIKE s.call AS from_sequence,
                c.description AS comment,
                (SELECT array_agg(CAST(e.enumlabel AS text) ORDER BY e.enumsortorder)
                    FROM pg_catalog.pg_enum e WHERE e.enumtypid = b.typid) AS labels
            FROM found f
            CROSS JOIN sequence s
            LEFT JOIN base b ON b.relid = f.oid
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = f.oid AND a.attnum = b.attnum
            LEFT JOIN pg_catalog.pg_type t ON t.oid = b.typid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = f.oid AND d.adnum = b.attnum
            LEFT JOIN pg_catalog.pg_description c ON c.objoid = f.oid AND c.objsubid = b.attnum
                AND c.classoid = CAST('pg_catalog.pg_class' AS regclass)
            ORDER BY f.oid, a.attnum""";

    /** Parameters: path, table. One row per column, or one row without a column. */
    static final String READ = ON_PATH + COLUMNS;

    /** Parameters: schema, tables. The same for each of them that is a table. */
    static final String READ_ALL = BY_NAME + COLUMNS;

    /** Parameters: schema, and how many at the most. Those that the session's account may read or write. */
    static final String TABLES = """
            SELECT c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = CAST(? AS name) AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition
                AND pg_catalog.has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE')
            ORDER BY c.relname
            LIMIT ?""";

    /**
     * What asks what those names mean: see {@link SchemaReader#resolve}. One row per column and name, or one row without a column; without
     * a table where the name means nothing.
     *
     * <p>A transaction that sees all by one snapshot sees the catalog's tables so too, while the parser of a statement knows the
     * newest state. There the functions that ask the server's own catalog cache have to say the same as the tables, after a lock
     * on a table that nobody uses has made the server take note of what others changed. A column that was added since has one
     * of the next numbers.
     *
     * <p>The names are written into the text: the server plans a statement without parameters once, and one with them each time
     * that it is asked, which takes ten times as long as the answer.
     */
    static String resolve(List<TableReference> names) {
        return String.format(
                Locale.ROOT, """
            SELECT q.place, f.nspname, f.relname, CAST(f.oid AS text) AS oid, f.relkind, f.relpersistence,
                a.attnum, a.attname, a.atthasdef OR a.attidentity <> '' AS preset,
                CASE WHEN t.typtype <> 'd' THEN pg_catalog.format_type(a.atttypid, a.atttypmod) END AS type,
                CASE
                    WHEN pg_catalog.current_setting('transaction_isolation') NOT IN ('repeatable read', 'serializable')
                        THEN false
                    WHEN pg_catalog.pg_relation_size('pg_catalog.pg_largeobject_metadata') < 0 THEN true
                    WHEN CAST(pg_catalog.to_regclass(
                            coalesce(pg_catalog.quote_ident(q.schema) || '.', '') || pg_catalog.quote_ident(q.name))
                            AS oid) IS DISTINCT FROM f.oid
                        THEN true
                    WHEN f.oid IS NULL THEN false
                    ELSE EXISTS (
                        SELECT FROM pg_catalog.pg_attribute x
                        WHERE x.attrelid = f.oid AND x.attnum > 0
                            AND (pg_catalog.pg_identify_object(1259, f.oid, x.attnum)).identity IS DISTINCT FROM
                                CASE WHEN NOT x.attisdropped THEN pg_catalog.quote_ident(f.nspname) || '.'
                                    || pg_catalog.quote_ident(f.relname) || '.' || pg_catalog.quote_ident(x.attname) END)
                        OR EXISTS (
                        SELECT FROM pg_catalog.generate_series(1, 32) AS further(n)
                        WHERE (pg_catalog.pg_identify_object(1259, f.oid, (SELECT max(m.attnum)
                            FROM pg_catalog.pg_attribute m WHERE m.attrelid = f.oid) + n)).identity IS NOT NULL)
                END AS outdated
            FROM ROWS FROM (pg_catalog.unnest(CAST(ARRAY[%s] AS text[])), pg_catalog.unnest(CAST(ARRAY[%s] AS text[])))
                WITH ORDINALITY AS q(schema, name, place)
            LEFT JOIN LATERAL (
                SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence
                FROM pg_catalog.unnest(CASE WHEN q.schema IS NULL
                    THEN CAST(pg_catalog.current_schemas(true) AS text[]) ELSE ARRAY[q.schema] END)
                    WITH ORDINALITY AS p(name, place)
                JOIN pg_catalog.pg_namespace n ON n.nspname = CAST(p.name AS name)
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = CAST(q.name AS name)
                ORDER BY p.place
                LIMIT 1) f ON true
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = f.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            ORDER BY q.place, a.attnum""", literals(names, TableReference::schema), literals(names, TableReference::table));
    }

    private static String literals(List<TableReference> names, Function<TableReference, @Nullable String> part) {
        return names.stream().map(name -> literal(part.apply(name))).collect(Collectors.joining(", "));
    }

    /** Means the same whatever {@code standard_conforming_strings} is. */
    private static String literal(@Nullable String name) {
        return name == null ? "NULL" : "E'" + name.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Parameter: numbers of tables, as text. A partition or a child is another table's, and a temporary one is a session's. */
    static final String BEARERS = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY (CAST(CAST(? AS text[]) AS oid[]))
                AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
            ORDER BY n.nspname, c.relname""";

    /**
     * Parameters: tables, schemas. The version ({@code xmin}) of every catalog row that {@link #READ} looks at; that of a
     * dropped column's row is in it too. Summed, since sorting them would cost more than finding them.
     */
    static final String FINGERPRINTS = """
            WITH RECURSIVE rel AS (
                SELECT c.oid, n.nspname, c.relname, c.xmin
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = ANY (CAST(? AS name[])) AND n.nspname = ANY (CAST(? AS name[]))),
            tree(root, oid) AS (
                SELECT oid, oid FROM rel
                UNION
                SELECT t.root, i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid),
            attribute AS (
                SELECT a.attrelid, a.attnum, a.atttypid, a.xmin
                FROM pg_catalog.pg_attribute a JOIN rel r ON r.oid = a.attrelid WHERE a.attnum > 0),
            typ(rel, oid) AS (
                SELECT attrelid, atttypid FROM attribute WHERE atttypid >= 16384
                UNION
                SELECT t.rel, b.typbasetype FROM typ t JOIN pg_catalog.pg_type b ON b.oid = t.oid AND b.typtype = 'd'),
            part(rel, version) AS (
                SELECT oid, 'r' || oid || '.' || xmin FROM rel
                UNION ALL SELECT attrelid, 'a' || attnum || '.' || xmin FROM attribute
                UNION ALL SELECT d.adrelid, 'd' || d.oid || '.' || d.xmin
                    FROM pg_catalog.pg_attrdef d JOIN rel r ON r.oid = d.adrelid
                UNION ALL SELECT t.rel, 't' || b.oid || '.' || b.xmin
                    FROM typ t JOIN pg_catalog.pg_type b ON b.oid = t.oid
                UNION ALL SELECT t.rel, 'e' || e.oid || '.' || e.xmin
                    FROM typ t JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
                UNION ALL SELECT i.indrelid, 'i' || i.indexrelid || '.' || i.xmin
                    FROM pg_catalog.pg_index i JOIN rel r ON r.oid = i.indrelid WHERE i.indisprimary
                UNION ALL SELECT t.root, 'g' || g.oid || '.' || g.xmin
                    FROM pg_catalog.pg_trigger g JOIN tree t ON t.oid = g.tgrelid WHERE NOT g.tgisinternal
                UNION ALL SELECT t.root, 'w' || w.oid || '.' || w.xmin
                    FROM pg_catalog.pg_rewrite w JOIN tree t ON t.oid = w.ev_class
                UNION ALL SELECT t.root, 'h' || t.oid FROM tree t
                UNION ALL SELECT c.objoid, 'c' || c.objsubid || '.' || c.xmin
                    FROM pg_catalog.pg_description c JOIN rel r ON r.oid = c.objoid
                    WHERE c.classoid = CAST('pg_catalog.pg_class' AS regclass))
            SELECT r.nspname, r.relname, s.versions
            FROM (SELECT rel, count(*) || '.' || sum(pg_catalog.hashtextextended(version, 0)) AS versions
                FROM part GROUP BY rel) s
            JOIN rel r ON r.oid = s.rel""";
}
