package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarFile;

/** How the agent looks whether a table of MariaDB changed, against all that the server's catalog says of it. */
class MariaDbLookIT {
    private static final long SEED = 20_261_130;
    private static final int STEPS = 250;

    private static final List<String> TABLES = List.of("t", "v", "other", "odd`name");

    /** What may happen to a table; %d is a small number. */
    private static final List<String> CHANGES = List.of(
            "alter table t modify a varchar(%d)",
            "alter table t modify a varchar(%d) not null",
            "alter table t modify a varchar(30) default 'it''s %d'",
            "alter table t modify a varchar(30) default concat('x', %d)",
            "alter table t modify a varchar(30) character set latin1 comment 'alias: \"b\" `c`, \\\\ ) %d'",
            "alter table t modify a text comment 'one\ntwo %d'",
            "alter table t modify n int unsigned default %d",
            "alter table t modify n bigint default null",
            "alter table t modify n int not null",
            "alter table t modify d decimal(10, %d)",
            "alter table t modify d datetime default current_timestamp on update current_timestamp",
            "alter table t modify e enum('a', 'b%d') not null",
            "alter table t modify j json",
            "alter table t modify j longtext",
            "alter table t modify j longtext check (length(j) > %d)",
            "alter table t modify g int as (id + %d) virtual",
            "alter table t modify g int as (id + %d) stored",
            "alter table t modify g int",
            "alter table t modify i int invisible default %d",
            "alter table t modify i int default %d",
            "alter table t modify id bigint auto_increment",
            "alter table t modify id bigint",
            "alter table t modify n int after id",
            "alter table t modify n int first",
            "alter table t add column x%d int",
            "alter table t add column (`back``tick%d` int comment 'it''s')",
            "alter table t drop column x%d",
            "alter table t rename column x%d to y%<d",
            "alter table t rename column y%d to x%<d",
            "alter table t rename column a to b",
            "alter table t rename column b to a",
            "alter table t rename column n to a",
            "alter table t rename column a to n",
            "alter table t add unique key u%d (n)",
            "alter table t drop key u%d",
            "alter table t drop primary key, add primary key (id, n)",
            "alter table t drop primary key, add primary key (id)",
            "alter table t add constraint c%d check (n > %<d)",
            "alter table t drop constraint c%d",
            "alter table t add constraint f%d foreign key (n) references other (id)",
            "alter table t drop foreign key f%d",
            "alter table t engine = MyISAM",
            "alter table t engine = Aria",
            "alter table t engine = InnoDB",
            "alter table t comment 'about it; ) AUTO_INCREMENT=%d'",
            "alter table t convert to character set latin1",
            "alter table t convert to character set utf8mb4 collate utf8mb4_bin",
            "alter table t add system versioning",
            "alter table t drop system versioning",
            "create trigger g%d before insert on t for each row set new.n = 1",
            "create trigger g%d after update on t for each row set @x = 1",
            "drop trigger g%d",
            "create or replace view v as select id, a from t",
            "create or replace view v as select id, n as a from t",
            "create or replace view v as select id from t",
            "drop view v",
            "alter table `odd``name` modify `co``l` varchar(%d) default 'x'",
            "alter table `odd``name` rename column `co``l` to `co``l2`, rename column `co``l2` to `co``l`",
            "rename table t to t2",
            "rename table t2 to t",
            "rename table t to t3, other to t, t3 to other",
            "drop table t");

    /** What is no change of it. */
    private static final List<String> ROWS = List.of(
            "insert into t (n) values (%d)",
            "update t set n = %d",
            "delete from t",
            "alter table t auto_increment = 1%d7",
            "analyze table t",
            "insert into other values (null, %d)");

    private static final String CREATE = "create table if not exists t (id bigint primary key auto_increment,"
            + " a varchar(20), n int, d decimal(10, 2), e enum('a', 'b') not null, j json, g int as (id + 1) virtual,"
            + " i int invisible default 7)";

    /** What the agent goes by. */
    private static final List<String> CATALOG = List.of(
            "select table_type, engine from information_schema.tables where table_schema = '%s' and table_name = '%s'",
            "select column_name, ordinal_position, column_default, is_nullable, column_type, column_key, extra,"
                    + " column_comment, is_generated, generation_expression"
                    + " from information_schema.columns where table_schema = '%s' and table_name = '%s'",
            "select seq_in_index, column_name from information_schema.statistics"
                    + " where table_schema = '%s' and table_name = '%s' and index_name = 'PRIMARY'",
            "select constraint_name, check_clause from information_schema.check_constraints"
                    + " where constraint_schema = '%s' and table_name = '%s'",
            "select trigger_name, event_manipulation, action_timing from information_schema.triggers"
                    + " where event_object_schema = '%s' and event_object_table = '%s'",
            "select grantee, column_name, privilege_type from information_schema.column_privileges"
                    + " where table_schema = '%s' and table_name = '%s'");

    /** What else a table's own text tells. */
    private static final List<String> BESIDES = List.of(
            "select table_comment, table_collation from information_schema.tables"
                    + " where table_schema = '%s' and table_name = '%s'",
            "select column_name, character_set_name, collation_name from information_schema.columns"
                    + " where table_schema = '%s' and table_name = '%s'",
            "select index_name, seq_in_index, column_name, non_unique from information_schema.statistics"
                    + " where table_schema = '%s' and table_name = '%s'",
            "select constraint_name, column_name, referenced_table_name, referenced_column_name"
                    + " from information_schema.key_column_usage where table_schema = '%s' and table_name = '%s'");

    /** The reader of the packaged agent, as it comes in the jar, in a class loader of its own. */
    private static final class Reader extends ClassLoader {
        private static final String PLACE = "io.selfhealing.agent.";

        private final JarFile jar;
        private final Object reader;

        Reader() throws IOException, ReflectiveOperationException {
            super(Reader.class.getClassLoader());
            jar = new JarFile(Launch.agentJar().toFile());
            Class<?> product = loadClass(PLACE + "sql.Product");
            reader = loadClass(PLACE + "schema.SchemaReaders")
                    .getMethod("forProduct", product)
                    .invoke(null, product.getField("MARIADB").get(null));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream bytes =
                    jar.getInputStream(jar.getEntry("inst/" + name.replace('.', '/') + ".classdata"))) {
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException | RuntimeException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        /** Of all the tables, by their names; a table that is not there has none. */
        List<Object> fingerprints(Connection connection, String schema) throws Exception {
            Class<?> key = loadClass(PLACE + "schema.TableKey");
            List<Object> keys = new ArrayList<>();
            for (String table : TABLES) {
                keys.add(key.getConstructor(List.class, String.class).newInstance(List.of(schema), table));
            }
            try {
                Map<?, ?> found = (Map<?, ?>) loadClass(PLACE + "schema.SchemaReader")
                        .getMethod("fingerprints", Connection.class, Collection.class)
                        .invoke(reader, connection, keys);
                return keys.stream().<Object>map(found::get).toList();
            } catch (InvocationTargetException e) {
                throw (Exception) e.getCause();
            }
        }
    }

    @DatabaseTest(Engine.MARIADB)
    void nothingThatTheCatalogTellsIsMissed(Bench bench) throws Exception {
        compare(bench, "", true, bench.server().outside(bench.database()));
    }

    @DatabaseTest(Engine.MARIADB)
    void nothingIsMissedWhereTheModeOfTheSessionHidesTheEngine(Bench bench) throws Exception {
        for (String mode : List.of("ORACLE", "ANSI", "NO_FIELD_OPTIONS,NO_TABLE_OPTIONS,NO_KEY_OPTIONS")) {
            Connection own = bench.server().outside(bench.database());
            try (Statement statement = own.createStatement()) {
                statement.execute("set session sql_mode = '" + mode + "'");
            }
            compare(bench, mode, true, own);
        }
    }

    @DatabaseTest(Engine.MARIADB)
    void nothingIsMissedWhereOnlySomeColumnsAreToBeSeen(Bench bench) throws Exception {
        String user = "few" + Math.floorMod(bench.database().hashCode(), 1_000_000);
        bench.server().administer(bench.database(), "create user '" + user + "'@'%' identified by 'pw'");
        create(bench);
        bench.ddl(
                "grant select (id, a), insert (id, a) on t to '" + user + "'@'%'",
                "grant select on v to '" + user + "'@'%'",
                "grant insert on other to '" + user + "'@'%'");
        compare(
                bench,
                "few rights",
                false,
                DriverManager.getConnection(bench.server().url(bench.database()), user, "pw"));
    }

    @DatabaseTest(Engine.MARIADB)
    void brokenTableDoesNotHideTheOthers(Bench bench) throws Exception {
        create(bench);
        bench.ddl("create view wrong as select id from gone_soon", "drop table gone_soon");
        Reader reader = new Reader();
        try (Connection own = bench.server().outside(bench.database())) {
            List<Object> before = reader.fingerprints(own, bench.database());
            bench.ddl("alter table other add column z int", "create or replace view v as select id from t");
            List<Object> after = reader.fingerprints(own, bench.database());

            assertThat(after.get(0)).isEqualTo(before.get(0));
            assertThat(after.get(1)).isNotEqualTo(before.get(1));
            assertThat(after.get(2)).isNotEqualTo(before.get(2));
        }
    }

    private static void create(Bench bench) throws SQLException {
        bench.ddl(
                CREATE,
                "create table if not exists other (id int primary key auto_increment, x int)",
                "create table if not exists `odd``name` (id int primary key, `co``l` int, `co``l2` int)",
                "create table if not exists gone_soon (id int)",
                "create or replace view v as select id, a from t");
    }

    private static void compare(Bench bench, String label, boolean whole, Connection own) throws Exception {
        Random random = new Random(SEED);
        Reader reader = new Reader();
        int noticed = 0;
        try (own) {
            create(bench);
            List<String> catalog = catalog(own, bench.database(), whole);
            List<Object> prints = reader.fingerprints(own, bench.database());
            for (int i = 0; i < STEPS; i++) {
                boolean rows = random.nextInt(5) == 0;
                List<String> choice = rows ? ROWS : CHANGES;
                String step = choice.get(random.nextInt(choice.size())).formatted(1 + random.nextInt(3));
                if (!happens(bench, step)) {
                    continue;
                }
                List<String> catalogAfter = catalog(own, bench.database(), whole);
                List<Object> printsAfter = reader.fingerprints(own, bench.database());
                for (int table = 0; table < TABLES.size(); table++) {
                    boolean changed = !catalogAfter.get(table).equals(catalog.get(table));
                    String what = label + ", step " + i + ", " + TABLES.get(table) + ": " + step;
                    if (changed) {
                        noticed++;
                        assertThat(printsAfter.get(table)).as(what).isNotEqualTo(prints.get(table));
                    } else if (rows) {
                        assertThat(printsAfter.get(table)).as(what).isEqualTo(prints.get(table));
                    }
                }
                catalog = catalogAfter;
                prints = printsAfter;
            }
        }
        assertThat(noticed).isGreaterThan(STEPS / 8);
    }

    /** Not each change can be made of each table. */
    private static boolean happens(Bench bench, String step) throws SQLException {
        try {
            bench.ddl(step);
            if (step.equals("drop table t")) {
                bench.ddl(CREATE);
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> queries(String table, boolean whole) {
        List<String> queries = new ArrayList<>(CATALOG);
        if (whole && !table.equals("v")) {
            queries.addAll(BESIDES);
        }
        return queries;
    }

    /** All that it says of each table, in an order that depends on nothing but that. */
    private static List<String> catalog(Connection own, String schema, boolean whole) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : TABLES) {
            List<String> lines = new ArrayList<>();
            for (String query : queries(table, whole)) {
                try (Statement statement = own.createStatement();
                        ResultSet row = statement.executeQuery(query.formatted(schema, table))) {
                    while (row.next()) {
                        StringBuilder line = new StringBuilder(query.substring(0, 20));
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            line.append('|').append(row.getString(i));
                        }
                        lines.add(line.toString());
                    }
                }
            }
            lines.sort(null);
            all.add(String.join("\n", lines));
        }
        return all;
    }
}
