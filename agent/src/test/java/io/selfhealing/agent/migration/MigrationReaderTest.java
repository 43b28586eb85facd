package io.selfhealing.agent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationReaderTest {
    private static final Dialect POSTGRES = new Dialect(Product.POSTGRESQL, Folding.LOWER);
    private static final Dialect MYSQL = new Dialect(Product.MYSQL, Folding.LOWER, Folding.NONE);
    private static final String CREATE =
            "CREATE TABLE messages (id bigint PRIMARY KEY, sender varchar(20), body text);\n";

    @TempDir
    Path directory;

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Imported read(Dialect dialect) throws IOException {
        return MigrationReader.read(directory, dialect, "public");
    }

    private Imported one(String text) throws IOException {
        file("V1__all.sql", text);
        return read(POSTGRES);
    }

    private static MigratedPast past(Imported imported, String table) {
        return Objects.requireNonNull(
                imported.tables().get(new Place("public", table)), () -> table + " is missing: " + imported.skipped());
    }

    private static List<String> columns(MigratedPast past) {
        return past.shapes().get(0).columns().stream().map(Column::name).toList();
    }

    private static List<String> renames(MigratedPast past) {
        return past.renames().stream()
                .map(rename -> rename.from() + ">" + rename.to() + " " + rename.source())
                .sorted()
                .toList();
    }

    @Test
    void versionsAreReadInTheOrderOfTheirNumbers() throws IOException {
        file("V10__third.sql", "alter table messages rename column role to zorp;");
        file("V2__second.sql", "alter table messages rename sender to role;");
        file("a/V1__first.sql", CREATE);
        file("R__views.sql", "create or replace view v as select * from messages;");

        Imported imported = read(POSTGRES);

        assertThat(renames(past(imported, "messages")))
                .containsExactly("role>zorp V10__third.sql:1", "sender>zorp V10__third.sql:1");
        assertThat(past(imported, "messages").shapes()).hasSize(3);
        assertThat(imported.skipped()).isEmpty();
    }

    @Test
    void everyChangeOfAColumnIsReplayed() throws IOException {
        Imported imported = one(CREATE
                + "alter table messages add column created_at timestamptz not null default now();\n"
                + "alter table public.messages add column if not exists body text;\n"
                + "alter table messages alter column sender set data type varchar(50);\n"
                + "alter table messages alter column sender set not null;\n"
                + "alter table messages alter column created_at drop not null;\n"
                + "alter table only messages drop column body, add column content jsonb;\n"
                + "alter table messages drop column if exists zorp;\n");

        assertThat(imported.skipped()).isEmpty();
        MigratedPast past = past(imported, "messages");
        assertThat(columns(past)).containsExactly("id", "sender", "created_at", "content");
        Column sender = Objects.requireNonNull(past.shapes().get(0).column("sender"));
        assertThat(sender.type().length()).isEqualTo(50);
        assertThat(sender.required()).isTrue();
        assertThat(Objects.requireNonNull(past.shapes().get(0).column("created_at"))
                        .required())
                .isFalse();
        assertThat(past.shapes().get(0).primaryKey()).containsExactly("id");
    }

    @Test
    void columnThatIsDroppedAndAddedAgainIsAnother() throws IOException {
        Imported imported = one(CREATE
                + "alter table messages rename sender to role;\n"
                + "alter table messages add column sender text;\n"
                + "alter table messages drop column sender;\n");

        assertThat(past(imported, "messages").renames()).isEmpty();
        assertThat(past(imported, "messages").shared()).containsExactly("sender");
    }

    @Test
    void namesThatGoRoundAreFollowedByTheirColumns() throws IOException {
        Imported imported = one("""
                create table t (a int, b text);
                alter table t rename a to x;
                alter table t rename b to a;
                alter table t rename x to b;
                alter table t rename b to b2;
                alter table t rename b2 to b;
                """);

        assertThat(columns(past(imported, "t"))).containsExactly("b", "a");
        assertThat(renames(past(imported, "t"))).containsExactly("b2>b V1__all.sql:6", "x>b V1__all.sql:6");
        assertThat(past(imported, "t").shared()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void tableIsFollowedUnderItsNewName() throws IOException {
        Imported imported = one(CREATE
                + "alter table messages rename sender to role;\nalter table messages rename to letters;\n"
                + "create table gone (a int);\ndrop table gone;\n");

        assertThat(imported.tables()).containsOnlyKeys(new Place("public", "letters"));
        assertThat(renames(past(imported, "letters"))).hasSize(1);
        assertThat(past(imported, "letters").shapes())
                .allMatch(shape -> shape.name().equals("letters"));
    }

    @Test
    void namesThatATableHadLeadToTheOneItHas() throws IOException {
        Imported imported = one(CREATE + "alter table messages add column more int;\n"
                + "alter table messages rename to notes;\nalter table notes rename column sender to role;\n"
                + "alter table notes rename to letters;\n");

        assertThat(imported.moves()).containsOnlyKeys(new Place("public", "messages"), new Place("public", "notes"));
        MigratedMove move = Objects.requireNonNull(imported.moves().get(new Place("public", "messages")));
        assertThat(move.toSchema() + "." + move.to() + " " + move.source()).isEqualTo("public.letters V1__all.sql:3");
        assertThat(move.last().columns().stream().map(Column::name)).containsExactly("id", "sender", "body", "more");
        assertThat(move.last().name()).isEqualTo("messages");
    }

    @Test
    void namesThatTwoTablesHadOrThatOneHasAgainLeadNowhere() throws IOException {
        Imported imported = one(CREATE + "alter table messages rename to old_messages;\n"
                + "create table messages (id int);\nalter table messages rename to letters;\n"
                + "create table a (id int);\nalter table a rename to b;\nalter table b rename to a;\n"
                + "create table c (id int);\nalter table c rename to d;\ndrop table d;\n"
                + "create table e (id int);\nalter table e rename to f;\nalter table f frobnicate;\n");

        assertThat(imported.moves()).containsOnlyKeys(new Place("public", "b"));
    }

    @Test
    void dumpOfPostgresIsRead() throws IOException {
        Imported imported = one("""
                \\restrict abc
                SET statement_timeout = 0;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TYPE public.mood AS ENUM ('sad', 'ok');
                CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$
                begin alter table public.messages drop column id; return new; end; $$;
                CREATE TABLE public.messages (
                    id bigint NOT NULL,
                    role character varying(100),
                    mood public.mood,
                    at timestamp(6) with time zone DEFAULT now() NOT NULL,
                    amount numeric(10,2),
                    tags text[],
                    "Order" double precision
                );
                ALTER TABLE public.messages OWNER TO app;
                ALTER TABLE public.messages ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
                    SEQUENCE NAME public.messages_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1);
                COPY public.messages (id) FROM stdin;
                1	; drop table
                \\.
                ALTER TABLE ONLY public.messages ADD CONSTRAINT messages_pkey PRIMARY KEY (id);
                CREATE INDEX i ON public.messages USING btree (role);
                \\unrestrict abc
                """);

        assertThat(imported.skipped()).isEmpty();
        MigratedPast past = past(imported, "messages");
        assertThat(past.shapes().get(0).columns().stream()
                        .map(column -> column.name() + " " + column.type().family())
                        .toList())
                .containsExactly(
                        "id INTEGER",
                        "role TEXT",
                        "mood ENUM",
                        "at TIMESTAMP_ZONED",
                        "amount DECIMAL",
                        "tags ARRAY",
                        "Order FLOATING");
        assertThat(past.shapes().get(0).primaryKey()).containsExactly("id");
    }

    @Test
    void dumpOfMySqlIsRead() throws IOException {
        file("V1__dump.sql", """
                /*!40101 SET NAMES utf8mb4 */;
                DROP TABLE IF EXISTS `orders`;
                CREATE TABLE `orders` (
                  `id` int unsigned NOT NULL AUTO_INCREMENT,
                  `state` enum('open','done') COLLATE utf8mb4_bin NOT NULL DEFAULT 'open',
                  `paid` tinyint(1) DEFAULT NULL COMMENT 'it''s; paid',
                  PRIMARY KEY (`id`),
                  KEY `k` (`state`)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
                DELIMITER ;;
                CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.paid = 1; END ;;
                DELIMITER ;
                ALTER TABLE orders CHANGE COLUMN state status varchar(20) NOT NULL;
                ALTER TABLE orders MODIFY paid bool NOT NULL;
                RENAME TABLE orders TO purchases;
                """);

        Imported imported = read(MYSQL);

        assertThat(imported.skipped()).isEmpty();
        assertThat(renames(past(imported, "purchases"))).containsExactly("state>status V1__dump.sql:13");
        assertThat(columns(past(imported, "purchases"))).containsExactly("id", "status", "paid");
    }

    @Test
    void whatIsNotUnderstoodEndsTheHistoryOfWhatItMentions() throws IOException {
        Imported imported = one(CREATE + "create table other (a int);\n"
                + "do $$ begin execute 'alter table MESSAGES drop column body'; end $$;\n"
                + "alter table messages frobnicate the columns;\n");

        assertThat(imported.tables()).containsOnlyKeys(new Place("public", "other"));
        assertThat(imported.skipped().stream().map(Skipped::toString))
                .anyMatch(skipped -> skipped.startsWith("V1__all.sql:3: "))
                .anyMatch(skipped -> skipped.startsWith("V1__all.sql:4: "))
                .contains("public.messages: not followed from V1__all.sql:3");
    }

    @Test
    void garbageIsListedAndHarmsNothingElse() throws IOException {
        Imported imported = one(CREATE + "\u0000\u0001 ((( $$ ' \" ; nonsense");

        assertThat(imported.tables()).isNotEmpty();
        assertThat(imported.skipped()).hasSize(1);
        Imported nothing = one("'");
        assertThat(nothing.tables()).isEmpty();
    }

    @Test
    void fileInAnotherEncodingMayHaveDoneAnything() throws IOException {
        file("V1__a.sql", CREATE);
        Files.write(
                directory.resolve("V2__b.sql"),
                "-- ok\nalter table messages add größe int;".getBytes(StandardCharsets.ISO_8859_1));
        file("V3__c.sql", "create table later (a int);");

        Imported imported = read(POSTGRES);

        assertThat(imported.tables()).containsOnlyKeys(new Place("public", "later"));
        assertThat(imported.skipped().get(0).toString()).isEqualTo("V2__b.sql:2: not UTF-8");
    }

    @Test
    void changeThatContradictsWhatWasBeforeIsNotGuessed() throws IOException {
        for (String contradiction : List.of(
                "alter table messages rename zorp to x;",
                "alter table messages rename sender to body;",
                "alter table messages add column sender int;",
                "alter table messages drop column zorp;",
                "create table messages (a int);",
                "create table messages as select 1;")) {
            Imported imported = one(CREATE + contradiction);
            assertThat(imported.tables()).as(contradiction).isEmpty();
            assertThat(imported.skipped()).as(contradiction).isNotEmpty();
        }
        assertThat(one("alter table unknown add a int;").skipped()).hasSize(1);
    }

    @Test
    void twoFilesOfOneVersionAreRefused() throws IOException {
        file("V1__a.sql", CREATE);
        file("V1.0__b.sql", CREATE);

        assertThatThrownBy(() -> read(POSTGRES))
                .hasMessageContaining("V1.0__b.sql")
                .hasMessageContaining("V1__a.sql");
    }

    @Test
    void fileWithoutAPlaceInTheOrderIsSkipped() throws IOException {
        file("V1__a.sql", CREATE);
        file("notes.sql", "drop table messages;");
        file("U1__a.sql", "drop table messages;");
        file("V3__b.java", "");

        Imported imported = read(POSTGRES);

        assertThat(imported.tables()).hasSize(1);
        assertThat(imported.skipped())
                .extracting(Skipped::file)
                .containsExactlyInAnyOrder("notes.sql", "U1__a.sql", "V3__b.java");
    }

    @Test
    void changeSetsOfLiquibaseAreReadAndThoseOfOtherDatabasesAreNot() throws IOException {
        file(
                "changes.sql",
                "--liquibase formatted sql\n\n--changeset ann:1\n" + CREATE
                        + "--rollback drop table messages;\n"
                        + "--changeset ann:2 dbms:mysql\nalter table messages drop column body;\n"
                        + "--changeset ann:3 dbms:postgresql,h2\nalter table messages rename sender to role;\n");

        Imported imported = read(POSTGRES);

        assertThat(imported.skipped()).isEmpty();
        assertThat(columns(past(imported, "messages"))).containsExactly("id", "role", "body");
        assertThat(renames(past(imported, "messages"))).containsExactly("sender>role changes.sql:9");
    }
}
