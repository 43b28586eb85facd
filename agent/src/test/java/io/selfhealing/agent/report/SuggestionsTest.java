package io.selfhealing.agent.report;

import static io.selfhealing.agent.report.HomeOf.column;
import static io.selfhealing.agent.report.HomeOf.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.TypeFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionsTest {
    private static final String ID = column("id", "bigint", TypeFamily.INTEGER);
    private static final String LEFT_OUT =
            "\"explanation\":[{\"column\":\"x\",\"rung\":\"leaving out\",\"answer\":\"advised\"}]";

    private static final String CONVERSION =
            "\"evidence\":[{\"kind\":\"conversion\",\"confidence\":1.0,\"detail\":\"\"}]";

    @TempDir
    Path directory;

    @Test
    void leftOutColumnComesBackWithTheTypeThatItHad() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"string\"}," + LEFT_OUT)
                .event(
                        "left_out",
                        "public.t",
                        "{\"x\":null}",
                        "\"count\":7,\"call_site\":\"shop.Dao.save(Dao.java:7)\"")
                .ledger("public", "t", ID, ID + "," + column("x", "character varying(40)", TypeFamily.TEXT)));

        assertThat(suggestion.change().sql())
                .containsExactly("ALTER TABLE public.t ADD COLUMN x character varying(40)");
        assertThat(suggestion.change().undo()).containsExactly("ALTER TABLE public.t DROP COLUMN x");
        assertThat(suggestion.change().risks()).anyMatch(risk -> risk.contains("lock_timeout"));
        assertThat(suggestion.safe()).isTrue();
        assertThat(suggestion.count()).isEqualTo(8);
        assertThat(suggestion.first()).isBefore(suggestion.last());
        assertThat(suggestion.statements().get(0).callSite()).isEqualTo("shop.Dao.save(Dao.java:7)");
        assertThat(suggestion.fingerprint()).isNotNull();
    }

    @Test
    void withoutAPastTheTypeIsThatOfWhatIsBound() throws IOException {
        Map<String, String> bound = Map.of(
                "int", "integer", "long", "bigint", "string", "text", "jsonb", "jsonb", "inet", "inet", "bytes",
                "bytea");
        for (Map.Entry<String, String> each : bound.entrySet()) {
            HomeOf home = HomeOf.postgres(Files.createDirectory(directory.resolve(each.getKey())));
            home.event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"" + each.getKey() + "\"}");

            assertThat(only(home).change().sql())
                    .containsExactly("ALTER TABLE public.t ADD COLUMN x " + each.getValue());
        }
    }

    @Test
    void columnsOfThatNameElsewhereTellALengthThatBindingDoesNot() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"string\"}")
                .ledger("public", "t", ID)
                .ledger("public", "other", ID + "," + column("x", "character varying(12)", TypeFamily.TEXT)));

        assertThat(suggestion.change().sql())
                .containsExactly("ALTER TABLE public.t ADD COLUMN x character varying(12)");
    }

    @Test
    void nothingIsWrittenWhereNothingTellsTheType() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory).event("left_out", "public.t", "{\"x\":null}", ""));

        assertThat(suggestion.written()).isFalse();
        assertThat(suggestion.safe()).isFalse();
        assertThat(suggestion.change().risks()).containsExactly("nothing tells of which type it should be");
    }

    @Test
    void columnThatMayHaveBeenRenamedIsNotAddedUnasked() throws IOException {
        List<Suggestion> all = Suggestions.of(HomeOf.postgres(directory)
                .event("suggested", "public.t", "{\"x\":\"y\"}", "")
                .event("refused", "public.t", "null", "\"types\":{\"x\":\"int\"}," + LEFT_OUT)
                .directory());

        assertThat(all).extracting(each -> each.mismatch().kind()).containsExactly("missing_column", "renamed_column");
        assertThat(all).noneMatch(Suggestion::safe);
        assertThat(all.get(0).change().risks()).anyMatch(risk -> risk.contains("may be called y"));
    }

    @Test
    void aColumnOfItsTypeThatNoStatementMentionsIsNamedAndNothingIsAddedUnasked() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"string\"}," + LEFT_OUT)
                .ledger(
                        "public",
                        "t",
                        ID + "," + column("quux", "text", TypeFamily.TEXT) + ","
                                + column("born", "date", TypeFamily.DATE)));

        assertThat(suggestion.safe()).isFalse();
        assertThat(suggestion.change().risks())
                .anyMatch(risk -> risk.contains("may be called quux") && risk.contains("alias HOME public.t.x=quux"))
                .noneMatch(risk -> risk.contains("born"));
    }

    @Test
    void aColumnThatWasSeenBesideItIsNotTakenForIt() throws IOException {
        String note = column("note", "text", TypeFamily.TEXT);
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"string\"}," + LEFT_OUT)
                .ledger("public", "t", ID + "," + note, ID + "," + note + "," + column("x", "text", TypeFamily.TEXT)));

        assertThat(suggestion.safe()).isTrue();
    }

    @Test
    void whatIsAboutAColumnThatIsGoneIsOver() throws IOException {
        List<Suggestion> all = Suggestions.of(HomeOf.postgres(directory)
                .event("healed", "public.t", "{\"x\":\"y\"}", "")
                .event("healed", "public.t", "null", CONVERSION + ",\"types\":{\"q\":\"string\"}")
                .event(
                        "refused",
                        "public.t",
                        "null",
                        "\"explanation\":[{\"column\":\"tier\",\"rung\":\"defaults\",\"answer\":\"silent\"}]")
                .seenLater("public", "t", ID)
                .directory());

        assertThat(all).hasSize(3).allMatch(Suggestion::over);
    }

    @Test
    void aRenamedColumnMayBeGivenAViewInstead() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("healed", "public.t", "{\"x\":\"y\"}", "")
                .ledger("public", "t", ID + "," + column("y", "text", TypeFamily.TEXT)));

        assertThat(suggestion.application())
                .startsWith("write y instead of x")
                .contains("CREATE VIEW compat.t AS SELECT id, y AS x FROM public.t")
                .contains("search_path = compat, public");
    }

    @Test
    void jsonThatBecomesATextKeepsItsQuotesAndThatIsSaid() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("healed", "public.t", "null", CONVERSION + ",\"types\":{\"q\":\"string\"}")
                .ledger(
                        "public",
                        "t",
                        column("q", "jsonb", TypeFamily.JSON),
                        column("q", "varchar(40)", TypeFamily.TEXT)));

        assertThat(suggestion.change().sql()).hasSize(1);
        assertThat(suggestion.change().risks())
                .anyMatch(risk -> risk.contains("keeps its quotes") && risk.contains("q #>> '{}'"));
    }

    @Test
    void guessThatTheValuesRefutedIsMentioned() throws IOException {
        Suggestion suggestion = only(
                HomeOf.postgres(directory)
                        .event(
                                "refused",
                                "public.t",
                                "null",
                                "\"types\":{\"x\":\"int\"},\"explanation\":[{\"column\":\"x\",\"rung\":\"patterns\",\"answer\":\"named\","
                                        + "\"target\":\"y\"},{\"column\":\"x\",\"rung\":\"values\",\"answer\":\"objected\",\"target\":\"y\"}]"));

        assertThat(suggestion.mismatch().kind()).isEqualTo("missing_column");
        assertThat(suggestion.safe()).isFalse();
        assertThat(suggestion.change().risks()).anyMatch(risk -> risk.contains("may be called y"));
    }

    @Test
    void renamedColumnIsTheApplicationsToFollow() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory).event("healed", "public.t", "{\"x\":\"order\"}", ""));

        assertThat(suggestion.change().sql()).containsExactly("ALTER TABLE public.t RENAME COLUMN \"order\" TO x");
        assertThat(suggestion.change().undo()).containsExactly("ALTER TABLE public.t RENAME COLUMN x TO \"order\"");
        assertThat(suggestion.safe()).isFalse();
        assertThat(suggestion.application()).startsWith("write order instead of x");
    }

    @Test
    void renamedTableGetsAViewUnderItsOldNameAndColumns() throws IOException {
        List<Suggestion> all = Suggestions.of(HomeOf.postgres(directory)
                .event("healed", "public.new", "{\"public.old\":\"public.new\",\"x\":\"y\"}", "")
                .ledger("public", "new", ID + "," + column("y", "text", TypeFamily.TEXT))
                .directory());

        assertThat(all)
                .filteredOn(each -> each.mismatch().kind().equals("renamed_table"))
                .singleElement()
                .satisfies(each -> assertThat(each.change().sql())
                        .containsExactly("CREATE VIEW public.old AS SELECT id, y AS x FROM public.new"));
    }

    @Test
    void omittedColumnGetsTheDefaultThatTheAgentFillsIn() throws IOException {
        HomeOf home = new HomeOf(directory, "jdbc:mariadb://db/app", "mariadb:1/h/3306/d");
        Suggestion suggestion = only(home.event(
                        "healed",
                        "app.t",
                        "null",
                        "\"healed_sql\":\"INSERT INTO t (id, at) VALUES (?, CURRENT_TIMESTAMP)\",\"explanation\":[{\"column\":"
                                + "\"at\",\"rung\":\"defaults\",\"answer\":\"advised\"}]")
                .ledger("app", "t", ID + "," + required("at", "datetime", TypeFamily.TIMESTAMP)));

        assertThat(suggestion.change().sql())
                .containsExactly("ALTER TABLE `app`.`t` ALTER COLUMN at SET DEFAULT (CURRENT_TIMESTAMP)");
        assertThat(suggestion.change().undo())
                .containsExactly("ALTER TABLE `app`.`t` MODIFY COLUMN at datetime NOT NULL");
        assertThat(suggestion.safe()).isTrue();
    }

    @Test
    void aRequiredColumnForWhichNobodyKnowsAValueMayBeNullAtMost() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event(
                        "refused",
                        "public.t",
                        "null",
                        "\"explanation\":[{\"column\":\"tier\",\"rung\":\"defaults\",\"answer\":\"silent\"}]"));

        assertThat(suggestion.change().sql()).containsExactly("ALTER TABLE public.t ALTER COLUMN tier DROP NOT NULL");
        assertThat(suggestion.safe()).isFalse();
        assertThat(suggestion.change().risks()).anyMatch(risk -> risk.contains("SET DEFAULT"));
    }

    @Test
    void changedTypeGoesBackToWhatItWasWhenSomebodyChoosesSo() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("healed", "public.t", "null", conversion("x", "string"))
                .ledger(
                        "public",
                        "t",
                        ID + "," + column("x", "integer", TypeFamily.INTEGER),
                        ID + "," + column("x", "character varying(20)", TypeFamily.TEXT)));

        assertThat(suggestion.mismatch().kind()).isEqualTo("changed_type");
        assertThat(suggestion.change().sql())
                .containsExactly(
                        "ALTER TABLE public.t ALTER COLUMN x TYPE character varying(20) USING x::character varying(20)");
        assertThat(suggestion.change().undo())
                .containsExactly("ALTER TABLE public.t ALTER COLUMN x TYPE integer USING x::integer");
        assertThat(suggestion.safe()).isFalse();
        assertThat(suggestion.application()).isEqualTo("bind what x takes, which is integer, and not string");
    }

    @Test
    void lostLabelsAreThoseThatTheSchemasOwnPastKnows() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("refused", "public.t", "null", "\"types\":{\"x\":\"string\"}")
                .ledger(
                        "public",
                        "t",
                        ID + "," + column("x", "mood", TypeFamily.ENUM, "Happy", "new"),
                        ID + "," + column("x", "mood", TypeFamily.ENUM, "happy", "sad")));

        assertThat(suggestion.change().sql())
                .containsExactlyInAnyOrder(
                        "ALTER TYPE mood RENAME VALUE 'Happy' TO 'happy'",
                        "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad'");
    }

    @Test
    void otherDatabasesGetTheirFindingsWithoutSql() throws IOException {
        Suggestion suggestion = only(new HomeOf(directory, "jdbc:oracle:thin:@db/app", "oracle:1/0")
                .event("left_out", "APP.T", "{\"X\":null}", "\"types\":{\"X\":\"int\"}"));

        assertThat(suggestion.written()).isFalse();
        assertThat(suggestion.change().risks()).containsExactly("SQL is not written for ORACLE");
    }

    @Test
    void whatWasSeenToBeMendedIsOver() throws IOException {
        Suggestion suggestion = only(HomeOf.postgres(directory)
                .event("left_out", "public.t", "{\"x\":null}", "\"time\":\"2025-12-31T00:00:00Z\"")
                .ledger("public", "t", ID + "," + column("x", "text", TypeFamily.TEXT)));

        assertThat(suggestion.over()).isTrue();
        assertThat(suggestion.safe()).isFalse();
    }

    @Test
    void theSameMismatchKeepsItsId() throws IOException {
        HomeOf home = HomeOf.postgres(directory).event("left_out", "public.t", "{\"x\":null}", "");
        String before = only(home).id();

        home.event("left_out", "public.t", "{\"x\":null}", "\"types\":{\"x\":\"int\"}")
                .ledger("public", "t", ID);

        assertThat(only(home).id()).isEqualTo(before);
    }

    @Test
    void linesThatAreTornOrStrangeAreNoEvents() throws IOException {
        HomeOf home = HomeOf.postgres(directory).event("left_out", "public.t", "{\"x\":null}", "");
        Files.writeString(
                directory.resolve("events.jsonl"),
                "{\"time\":\"2026-\n[]\n7\n{\"kind\":\"healed\",\"time\":\"soon\",\"database\":\"d\",\"table\":\"t\"}\n{}\n{\"ki",
                StandardOpenOption.APPEND);

        assertThat(only(home).count()).isEqualTo(1);
        assertThat(SuggestionPage.text(Suggestions.of(directory))).contains("missing_column  public.t  x");
        assertThat(SuggestionPage.json(Suggestions.of(directory))).contains("\"kind\":\"missing_column\"");
    }

    private static String conversion(String column, String word) {
        return "\"evidence\":[{\"kind\":\"conversion\",\"confidence\":1.0,\"detail\":\"string to integer\"}],\"types\":{\""
                + column + "\":\"" + word + "\"}";
    }

    private static Suggestion only(HomeOf home) throws IOException {
        List<Suggestion> all = Suggestions.of(home.directory());
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
