package io.selfhealing.agent.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrintsTest {
    private static final Print.Column KEY = new Print.Column("id", null, Form.NUMBER, 0, false);
    private static final Print.Column OTHER = column("note");

    @TempDir
    Path home;

    private final List<String> complaints = new ArrayList<>();
    private final Prints prints = new Prints(null, complaints::add);

    private static Print.Column column(String name) {
        return new Print.Column(name, null, Form.WORDS, -1, false);
    }

    /** Rows 1 to n: the key, a note that never changes, and a value. */
    private static List<Print.Reading> rows(int n, IntFunction<@Nullable String> value) {
        return IntStream.rangeClosed(1, n)
                .mapToObj(i -> {
                    List<@Nullable String> values = new ArrayList<>();
                    values.add("" + i);
                    values.add("note-" + i);
                    values.add(value.apply(i));
                    return new Print.Reading(List.of("" + i), values);
                })
                .toList();
    }

    private Hasher hasher() {
        return Objects.requireNonNull(prints.hasher());
    }

    private Content compared(List<Print.Reading> before, Print.Column now, List<Print.Reading> after) {
        Print print = Prints.taken("v1", 1, List.of(KEY, OTHER, column("old")), before, hasher());
        return Prints.compared(print, List.of(KEY, OTHER, now), after, 2, hasher())
                .of("old", now.name());
    }

    private Content renamed(int n, IntFunction<@Nullable String> before, IntFunction<@Nullable String> after) {
        return compared(rows(n, before), column("young"), rows(n, after));
    }

    @Test
    void enoughDifferentValuesThatAgreeAreProof() {
        assertThat(renamed(12, i -> "v" + i * 37, i -> "v" + i * 37)).isInstanceOf(Content.Same.class);
        assertThat(renamed(7, i -> "v" + i * 37, i -> "v" + i * 37))
                .isEqualTo(new Content.Agreeing(false, "7 rows with 7 different values agree"));
        assertThat(renamed(3, i -> "sender-" + i, i -> "sender-" + i))
                .isEqualTo(new Content.Agreeing(true, "3 rows with 3 different values agree"));
        assertThat(renamed(32, i -> i % 2 == 0 ? "open" : "closed", i -> i % 2 == 0 ? "open" : "closed"))
                .isInstanceOf(Content.Agreeing.class);
    }

    @Test
    void columnsThatSwappedTheirNamesAreKnownByWhatTheyHold() {
        Print print = Prints.taken("v1", 1, List.of(KEY, OTHER, column("old")), rows(20, i -> "v" + i * 37), hasher());
        List<Print.Column> swapped = List.of(KEY, column("old"), column("note"));
        assertThat(Prints.same(print, swapped, rows(20, i -> "v" + i * 37), 2, hasher()))
                .isEqualTo(Map.of("id", "id", "note", "old", "old", "note"));
        List<Print.Column> others = List.of(KEY, column("old"), column("young"));
        assertThat(Prints.same(print, others, rows(20, i -> "w" + i * 41), 2, hasher()))
                .isEqualTo(Map.of("id", "id", "note", "old"));
    }

    @Test
    void ofTwoColumnsThatHoldTheSameNoneIsProved() {
        IntFunction<@Nullable String> note = i -> "note-" + i;
        Print print = Prints.taken("v1", 1, List.of(KEY, OTHER, column("old")), rows(20, note), hasher());
        assertThat(Prints.same(print, List.of(KEY, OTHER, column("old")), rows(20, note), 2, hasher()))
                .isEmpty();
        assertThat(Prints.same(print, List.of(KEY, OTHER), rows(1, note), 2, hasher()))
                .as("one row proves nothing")
                .isEmpty();
    }

    @Test
    void everyPairIsSpokenOfWhateverItsColumnsAreCalled() {
        Print print = Prints.taken("v1", 1, List.of(KEY, OTHER, column("old")), rows(20, i -> "v" + i * 37), hasher());
        List<Print.Column> swapped = List.of(KEY, column("old"), column("note"));
        Map<String, Map<String, Content>> said =
                Prints.everyPair(print, swapped, rows(20, i -> "v" + i * 37), 2, hasher());
        assertThat(said.get("old")).extractingByKey("note").isInstanceOf(Content.Same.class);
        assertThat(said.get("old")).extractingByKey("old").isInstanceOf(Content.Different.class);
    }

    @Test
    void fewRowsAreNotAskedForProof() {
        List<Print.Column> columns = List.of(KEY, OTHER, column("old"));
        assertThat(Prints.mayProve(Prints.taken("v1", 1, columns, rows(1, i -> "v" + i), hasher())))
                .isFalse();
        assertThat(Prints.mayProve(Prints.taken("v1", 1, columns, rows(12, i -> "v" + i), hasher())))
                .isTrue();
    }

    @Test
    void theSameInAnotherTypeAgrees() {
        Print.Column json = new Print.Column("young", null, Form.WORDS, -1, false);
        assertThat(compared(
                        rows(12, i -> "{\"b\":" + i + ",\"a\":0}"),
                        json,
                        rows(12, i -> "{\"a\": 0, \"b\": " + i + "}")))
                .isInstanceOf(Content.Same.class);
        Print.Column number = new Print.Column("young", null, Form.NUMBER, -1, false);
        assertThat(compared(rows(12, i -> "" + i * 37), number, rows(12, i -> i * 37 + ".00")))
                .isInstanceOf(Content.Same.class);
    }

    @Test
    void otherValuesAreAnotherColumn() {
        assertThat(renamed(12, i -> "v" + i, i -> "w" + i)).isInstanceOf(Content.Different.class);
        assertThat(renamed(2, i -> "" + i, i -> "538011112222000" + i)).isInstanceOf(Content.Different.class);
        assertThat(renamed(4, i -> "12", i -> "" + i)).isInstanceOf(Content.Different.class);
    }

    @Test
    void aChangeOfUnitsIsAnotherColumnThoughZeroStaysZero() {
        assertThat(renamed(30, i -> i < 20 ? "0" : "" + i * 1000, i -> i < 20 ? "0" : "" + i))
                .isInstanceOf(Content.Different.class);
    }

    @Test
    void aFewRowsMayHaveBeenWrittenToSince() {
        assertThat(renamed(32, i -> "v" + i, i -> i > 30 ? "new" : "v" + i)).isInstanceOf(Content.Same.class);
        assertThat(renamed(12, i -> "v" + i, i -> i > 9 ? "new" : "v" + i)).isEqualTo(Content.SILENT);
    }

    @Test
    void tooLittleSaysNothing() {
        assertThat(renamed(1, i -> "v", i -> "v")).isEqualTo(Content.SILENT);
        assertThat(renamed(12, i -> null, i -> "v" + i)).isEqualTo(Content.SILENT);
        assertThat(compared(List.of(), column("young"), List.of())).isEqualTo(Content.SILENT);
    }

    @Test
    void hardlyARowIsNoProofAgainstAndStillNoGuess() {
        assertThat(renamed(1, i -> "v", i -> "w")).isInstanceOf(Content.Unlike.class);
        assertThat(renamed(12, i -> "v" + i, i -> null)).isInstanceOf(Content.Unlike.class);
    }

    @Test
    void rowsThatAreWrittenToOneByOneTakeNothingBackAndAColumnFilledAnewDoes() {
        ContentFacts before = facts(new Content.Same("12 rows"));
        assertThat(before.followedBy(facts(new Content.Different(false, "3 rows"))))
                .isEqualTo(before);
        assertThat(before.followedBy(facts(Content.SILENT))).isEqualTo(before);
        ContentFacts anew = facts(new Content.Different(true, "12 rows"));
        assertThat(before.followedBy(anew)).isEqualTo(anew);
    }

    @Test
    void whatWasKeptStaysSoUntilAllRowsAreFilledAnew() {
        ContentFacts before = ContentFacts.NONE.keeping(Map.of(ContentFacts.pair("name", "gone"), Set.of("shape")));
        ContentFacts written = ContentFacts.NONE.withColumns(
                Map.of("name", Map.of("name", (Content) new Content.Different(false, "3 rows"))));
        ContentFacts anew = ContentFacts.NONE.withColumns(
                Map.of("name", Map.of("name", (Content) new Content.Different(true, "12 rows"))));

        assertThat(before.followedBy(written).isKept("name", "gone", Set.of("shape")))
                .isTrue();
        assertThat(before.followedBy(written).isKept("name", "gone", Set.of("another")))
                .isFalse();
        assertThat(before.followedBy(anew).isKept("name", "gone", Set.of("shape")))
                .isFalse();
    }

    /** The column that bears the name now may be the one that is gone: only rows in which the two differed tell. */
    @Test
    void rowsInWhichBothHeldTheSameDoNotTellColumnsApart() {
        assertThat(keptApart(i -> "v" + i, i -> "v" + i, i -> "v" + i)).isFalse();
        assertThat(keptApart(i -> "v" + i, i -> "w" + i, i -> "w" + i)).isFalse();
        assertThat(keptApart(i -> "v" + i, i -> i == 3 ? "w" : "v" + i, i -> "v" + i))
                .isTrue();
        assertThat(keptApart(i -> "v" + i, i -> null, i -> "v" + i)).isTrue();
        assertThat(keptApart(i -> null, i -> "w" + i, i -> null)).isFalse();
    }

    private boolean keptApart(
            IntFunction<@Nullable String> own, IntFunction<@Nullable String> other, IntFunction<@Nullable String> now) {
        Print print = Prints.taken("v1", 1, List.of(KEY, column("name"), column("gone")), two(own, other), hasher());
        return Prints.compared(print, List.of(KEY, column("name")), two(now, i -> ""), 1, hasher())
                .isKept("name", "gone", Set.of("v1"));
    }

    private static List<Print.Reading> two(IntFunction<@Nullable String> some, IntFunction<@Nullable String> others) {
        return IntStream.range(0, 6)
                .mapToObj(
                        i -> new Print.Reading(List.of("" + i), Arrays.asList("" + i, some.apply(i), others.apply(i))))
                .toList();
    }

    private static ContentFacts facts(Content content) {
        return new ContentFacts(Map.of("old", Map.of("young", content)), Content.SILENT, false);
    }

    @Test
    void afterAWhileOnlyAllRowsTogetherRefute() {
        long hours = 9_000_000;
        Print print = Prints.taken("v1", 1, List.of(KEY, OTHER, column("old")), rows(30, i -> "v" + i), hasher());
        List<Print.Column> now = List.of(KEY, OTHER, column("young"));
        List<Print.Reading> some = rows(30, i -> i > 18 ? "new" + i : "v" + i);
        assertThat(Prints.compared(print, now, some, hours, hasher()).of("old", "young"))
                .isInstanceOf(Content.Same.class);
        List<Print.Reading> all = rows(30, i -> "w" + i);
        assertThat(Prints.compared(print, now, all, hours, hasher()).of("old", "young"))
                .isInstanceOf(Content.Different.class);
    }

    @Test
    void oneDefaultEverywhereSaysNothing() {
        Print.Column preset = new Print.Column("young", null, Form.WORDS, -1, true);
        assertThat(compared(rows(12, i -> "pending-approval"), preset, rows(12, i -> "pending-approval")))
                .isEqualTo(Content.SILENT);
    }

    @Test
    void whatOnlyCountsTheRowsIsNoProof() {
        assertThat(renamed(30, i -> "" + (i + 3), i -> "" + (i + 3))).isInstanceOf(Content.Agreeing.class);
    }

    @Test
    void momentsWhoseZoneIsAGuessAreNotToldApart() {
        Print print = Prints.taken(
                "v1",
                1,
                List.of(KEY, OTHER, new Print.Column("old", null, Form.LOCAL_MOMENT, -1, false)),
                rows(12, i -> "2026-01-02 03:04:%02d".formatted(i)),
                hasher());
        Print.Column zoned = new Print.Column("young", null, Form.ZONED_MOMENT, -1, false);
        assertThat(Prints.compared(
                                print,
                                List.of(KEY, OTHER, zoned),
                                rows(12, i -> "2026-01-02 02:04:%02d+00".formatted(i)),
                                2,
                                hasher())
                        .of("old", "young"))
                .isEqualTo(Content.SILENT);
    }

    @Test
    void otherRowsUnderTheSameKeysAreNotCompared() {
        List<Print.Reading> anew = rows(12, i -> "w" + i).stream()
                .map(row -> new Print.Reading(row.key(), List.of(row.key().get(0), "x" + row.key(), "w" + row.key())))
                .toList();
        assertThat(compared(rows(12, i -> "v" + i), column("young"), anew)).isEqualTo(Content.SILENT);
    }

    @Test
    void aTableIsKnownByItsRows() {
        List<Print.Column> columns = List.of(KEY, OTHER, column("old"));
        Print print = Prints.taken("v1", 1, columns, rows(12, i -> "v" + i), hasher());
        assertThat(Prints.compared(print, columns, rows(12, i -> "v" + i), 2, hasher())
                        .table())
                .isInstanceOf(Content.Same.class);
        List<Print.Reading> others = rows(12, i -> "w" + i).stream()
                .map(row -> new Print.Reading(row.key(), List.of(row.key().get(0), "n", "w")))
                .toList();
        assertThat(Prints.compared(print, columns, others, 2, hasher()).table()).isInstanceOf(Content.Different.class);
        assertThat(Prints.compared(print, columns, List.of(), 2, hasher()).table())
                .isEqualTo(Content.SILENT);
    }

    @Test
    void whatIsOnDiskOutlivesTheProcessAndHoldsNoValue() throws IOException {
        Prints yesterday = new Prints(home.resolve("content"), complaints::add);
        Hasher hasher = Objects.requireNonNull(yesterday.hasher());
        List<Print.Reading> rows = IntStream.range(0, 12)
                .mapToObj(i -> new Print.Reading(List.of("ada" + i + "@example.org"), List.of("secret-" + i)))
                .toList();
        yesterday.put("t", true, Prints.taken("v1", 1, List.of(column("old")), rows, hasher));
        yesterday.put("u", false, Prints.taken("v1", 1, List.of(column("old")), rows, hasher));

        Prints today = new Prints(home.resolve("content"), complaints::add);
        List<Print> kept = today.of("t", true);
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).rows().get(3).key()).containsExactly("ada3@example.org");
        assertThat(kept.get(0).rows().get(3).hash(0))
                .isEqualTo(Objects.requireNonNull(today.hasher()).of("secret-3", Form.WORDS));
        assertThat(today.of("u", true)).isEmpty();
        try (Stream<Path> files = Files.list(home.resolve("content"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2);
            for (Path file : all) {
                assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("secret")
                        .doesNotContain("example.org");
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void printsOfAnotherHomeSayNothing() throws IOException {
        Prints mine = new Prints(home.resolve("a"), complaints::add);
        List<Print.Reading> rows = rows(3, i -> "v");
        mine.put("t", true, Prints.taken("v1", 1, List.of(KEY), rows, Objects.requireNonNull(mine.hasher())));
        Prints theirs = new Prints(home.resolve("b"), complaints::add);
        assertThat(theirs.hasher()).isNotNull();
        try (Stream<Path> files = Files.list(home.resolve("a"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                Files.copy(file, home.resolve("b").resolve(file.getFileName()));
            }
        }
        assertThat(theirs.of("t", true)).isEmpty();
    }

    @Test
    void theLastPrintOfEachOfTheLatestShapesIsKept() {
        for (int i = 1; i <= 9; i++) {
            prints.put("t", false, Prints.taken("v" + i, i, List.of(KEY), rows(1, n -> "v"), hasher()));
            prints.put("t", false, Prints.taken("v" + i, i + 10, List.of(KEY), rows(2, n -> "v"), hasher()));
        }
        assertThat(prints.of("t", false))
                .extracting(print -> print.shape() + " " + print.rows().size())
                .containsExactly("v9 2", "v8 2", "v7 2", "v6 2", "v5 2", "v4 2", "v3 2", "v2 2");
    }
}
