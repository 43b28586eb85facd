package io.selfhealing.agent.restraint;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.config.Alias;
import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Standing;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a heal that would be right may be. */
class RestraintsTest {
    private static final TableSnapshot ORDERS = table("orders", "id bigint", "voucher text");
    private static final String NAME = ORDERS.schema() + ".orders";
    private static final List<Step> PROVED = steps(EvidenceKind.IDENTITY, 1);
    private static final List<Step> GUESSED = steps(EvidenceKind.PATTERN, 0.9);

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<AuditEntry> audit = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T03:10:00Z");

    private static List<Step> steps(EvidenceKind kind, double confidence) {
        return List.of(new Step.Rename("coupon", "voucher", List.of(new Evidence(kind, confidence, "plural"))));
    }

    private Settings settings(String arguments) {
        return SettingsReader.read(arguments, new Properties(), Map.of(), Files::newBufferedReader)
                .settings();
    }

    private Live live(Settings settings) {
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.INFO);
        return new Live(
                settings.bounds(),
                new LiveUndone(new UndoneFile(home)),
                new LiveAliases(new AliasesFile(home)),
                new Ages(new AgesFile(home, console::warn), console::warn),
                console,
                audit::add);
    }

    private Restraints restraints(Settings settings, Live live) {
        return Restraints.of(settings, live, () -> now);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Restraint.@Nullable Kind kind(@Nullable Restraint restraint) {
        return restraint == null ? null : restraint.kind();
    }

    @Test
    void nothingStandsInTheWayOfWhatNobodyForbids() {
        Settings settings = settings("");
        Restraints restraints = restraints(settings, live(settings));
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
        assertThat(restraints.admits("db", ORDERS, 1_000_000)).isTrue();
        assertThat(restraints.byTable()).isFalse();
    }

    @Test
    void whatPeopleDeclareIsFollowedByARunningAgentAndEndsWhatWasThoughtBefore() throws IOException {
        Settings settings = settings("");
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        List<String> told = new ArrayList<>();
        restraints.onAliases(() -> told.add("told"));
        assertThat(restraints.aliases(ORDERS)).isEmpty();
        Standing before = restraints.standing();

        AliasesFile file = new AliasesFile(home);
        AliasesFile.Declared declared =
                new AliasesFile.Declared(Alias.ofColumn("orders.coupon=voucher"), "ann", now, "");
        file.change(all -> List.of(declared));
        assertThat(restraints.look()).isZero();

        assertThat(restraints.aliases(ORDERS)).containsExactly(Map.entry("coupon", "voucher"));
        assertThat(before.holds()).isFalse();
        assertThat(told).hasSize(1);

        Files.writeString(home.resolve("aliases.json"), "not at all");
        live.tick(now);
        assertThat(restraints.aliases(ORDERS)).hasSize(1);
        assertThat(said()).contains("aliases.json", "stays in force");

        Files.delete(home.resolve("aliases.json"));
        file.change(all -> List.of());
        live.tick(now);
        assertThat(restraints.aliases(ORDERS)).isEmpty();
    }

    @Test
    void criticalColumnIsNotGuessed() {
        Settings settings = settings("columns.critical=orders.coupon");
        Restraints restraints = restraints(settings, live(settings));
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
        assertThat(kind(restraints.on("db", ORDERS, GUESSED))).isEqualTo(Restraint.Kind.REFUSE);
        assertThat(kind(restraints.on("db", ORDERS, steps(EvidenceKind.STRUCTURAL, 0.6))))
                .isEqualTo(Restraint.Kind.REFUSE);
        assertThat(restraints.on("db", ORDERS, steps(EvidenceKind.STRUCTURAL, 0.9)))
                .isNull();
    }

    @Test
    void policyIsFollowedFromTheLookThatSeesItTwice() throws IOException {
        Path file = Files.writeString(home.resolve("policy.json"), "{\"tables\": {\"orders\": {\"mode\": \"off\"}}}");
        Settings settings = settings("policy=" + file);
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        assertThat(kind(restraints.on("db", ORDERS, List.of()))).isEqualTo(Restraint.Kind.OFF);

        Standing standing = restraints.standing();
        Files.writeString(file, "{\"tables\": {\"orders\": {\"mode\": \"observe\"}, \"x\": {}}}");
        live.tick(now);
        assertThat(standing.holds()).isTrue();
        live.tick(now);
        assertThat(standing.holds()).isFalse();
        assertThat(kind(restraints.on("db", ORDERS, PROVED))).isEqualTo(Restraint.Kind.OBSERVE);
        assertThat(audit)
                .singleElement()
                .satisfies(entry -> assertThat(entry.act()).isEqualTo("policy"));

        Standing second = restraints.standing();
        Files.writeString(file, "{");
        for (int i = 0; i < 4; i++) {
            live.tick(now);
        }
        assertThat(second.holds()).as("the last good one stays in force").isTrue();
        assertThat(said().split("is not used as it is now", -1)).as("said once").hasSize(2);
    }

    @Test
    void whatAnotherProcessUndoesHoldsFromTheNextLook() throws IOException {
        Settings settings = settings("");
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
        Standing standing = restraints.standing();

        Mapping mapping = new Mapping(NAME, "coupon", "voucher");
        new UndoneFile(home).change(undone -> undone.with(new Revocation(mapping, null, "alice", now, "no")));
        live.tick(now);

        assertThat(standing.holds()).isFalse();
        Restraint restraint = Objects.requireNonNull(restraints.on("db", ORDERS, PROVED));
        assertThat(restraint.kind()).isEqualTo(Restraint.Kind.REFUSE);
        assertThat(restraint.reason()).contains("coupon → voucher was undone by alice at 2026-11-21T03:10:00Z: no");
        assertThat(restraints.isUndone(ORDERS, "coupon", "voucher")).isTrue();
    }

    @Test
    void nothingIsHealedWhileNobodyKnowsWhatWasUndone() throws IOException {
        Files.writeString(home.resolve("undone.json"), "[");
        Settings settings = settings("");
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        assertThat(kind(restraints.on("db", ORDERS, PROVED))).isEqualTo(Restraint.Kind.OBSERVE);
        live.tick(now);
        assertThat(said()).contains("nothing is healed, since it is not known what was undone");

        Files.delete(home.resolve("undone.json"));
        live.tick(now);
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
    }

    @Test
    void healExpiresAndSoDoesThePlanThatWasMadeBefore() {
        Settings settings = settings("heal.expire=14d");
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
        restraints.used("db", ORDERS, PROVED).accept(3);
        Standing standing = restraints.standing();
        now = now.plus(Duration.ofDays(14)).minusSeconds(1);
        live.tick(now);
        assertThat(standing.holds()).isTrue();

        now = now.plusSeconds(1);
        live.tick(now);
        assertThat(standing.holds()).isFalse();
        assertThat(kind(restraints.on("db", ORDERS, PROVED))).isEqualTo(Restraint.Kind.EXPIRED);
        assertThat(restraints.on("another", ORDERS, PROVED)).isNull();
    }

    @Test
    void healInUseIsAWarningEachWeek() {
        Settings settings = settings("");
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        for (int day = 0; day < 22; day++) {
            restraints.used("db", ORDERS, PROVED).accept(1);
            live.tick(now);
            now = now.plus(Duration.ofDays(1));
        }
        assertThat(said().split("coupon → voucher: in use since 2026-11-21", -1))
                .hasSize(4);
    }

    @Test
    void healThatIsNoLongerUsedIsNoWarning() {
        Settings settings = settings("");
        Live live = live(settings);
        restraints(settings, live).used("db", ORDERS, PROVED).accept(1);
        live.tick(now);
        now = now.plus(Duration.ofDays(8));
        live.tick(now);
        assertThat(said()).doesNotContain("in use since");
    }

    @Test
    void tablePastItsBudgetIsObservedUntilTheNextHourOrUntilSomebodyAsks() {
        Settings settings = settings("heal.budget=3");
        Live live = live(settings);
        Restraints restraints = restraints(settings, live);
        Standing standing = restraints.standing();
        assertThat(restraints.admits("db", ORDERS, 3)).isTrue();
        assertThat(restraints.admits("db", ORDERS, 1)).isFalse();
        assertThat(restraints.admits("db", ORDERS, 1)).isFalse();
        assertThat(standing.holds()).isFalse();
        assertThat(kind(restraints.on("db", ORDERS, PROVED))).isEqualTo(Restraint.Kind.OBSERVE);
        assertThat(said().split("HAS USED UP ITS BUDGET of 3", -1))
                .as("said once")
                .hasSize(2);
        assertThat(audit)
                .singleElement()
                .satisfies(entry -> assertThat(entry.act()).isEqualTo("budget used up"));
        assertThat(restraints.spent()).containsExactly(NAME);

        assertThat(restraints.renew()).isEqualTo(1);
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
        assertThat(restraints.admits("db", ORDERS, 4)).isFalse();
        Standing later = restraints.standing();
        now = now.plus(Duration.ofHours(1));
        live.tick(now);
        assertThat(later.holds()).isFalse();
        assertThat(restraints.on("db", ORDERS, PROVED)).isNull();
        assertThat(restraints.spent()).isEmpty();
    }

    @Test
    void writesOfTheSpoolTakeFromNoBudget() {
        Settings settings = settings("heal.budget=0");
        Restraints restraints = restraints(settings, live(settings));
        assertThat(restraints.admits("db", ORDERS, 1)).isFalse();
        assertThat(restraints.unrationed().admits("db", ORDERS, 1)).isTrue();
        assertThat(restraints.unrationed().on("db", ORDERS, PROVED)).isNull();
    }
}
