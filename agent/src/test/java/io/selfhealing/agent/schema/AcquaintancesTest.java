package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.Acquaintances.Address;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcquaintancesTest {
    private static final Address SHOP = new Address("jdbc:postgresql://db/shop", "app");
    private static final Dialect DIALECT = new Dialect(Product.POSTGRESQL, Folding.LOWER);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(77));

    @TempDir
    Path home;

    private final List<String> warnings = new ArrayList<>();

    private Acquaintances open() {
        return new Acquaintances(home, warnings::add, CLOCK);
    }

    private Path file() {
        return home.resolve("databases.json");
    }

    private static Acquaintance met(String identity) {
        return Acquaintance.with(new DatabaseIdentity(identity, true), DIALECT);
    }

    @Test
    void whatOneProcessNotedAnotherKnows() throws Exception {
        Acquaintance shop =
                met("postgresql:7/1").path("abc", List.of("public", "app")).ledger(true);
        open().note(SHOP, before -> shop);
        assertThat(open().of(SHOP)).isEqualTo(shop);
        assertThat(open().of(new Address(SHOP.url(), "other"))).isNull();
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void anotherDatabaseAtTheSameAddressIsMetAnew() {
        Recollection first = new Recollection(open(), SHOP.url(), SHOP.user());
        DatabaseIdentity one = new DatabaseIdentity("postgresql:7/1", true);
        first.answered(new OwnConnection.Facts(one, DIALECT), known -> known.path("abc", List.of("public")));
        first.answered(new OwnConnection.Facts(one, DIALECT), known -> known.ledger(true));
        Recollection later = new Recollection(open(), SHOP.url(), SHOP.user());
        assertThat(later.known()).isNull();
        assertThat(later.recall()).isTrue();
        assertThat(Objects.requireNonNull(later.known()).ledger()).isTrue();
        DatabaseIdentity other = new DatabaseIdentity("postgresql:7/2", true);
        later.answered(new OwnConnection.Facts(other, DIALECT), known -> known);
        assertThat(open().of(SHOP)).isEqualTo(met("postgresql:7/2"));
    }

    @Test
    void whatIsNoneIsSetAsideAndBegunAnew() throws Exception {
        for (String content :
                List.of("", "{", "[]", "{\"version\":2,\"databases\":[]}", "\u0000\u0001", "x".repeat(2 << 20))) {
            Files.writeString(file(), content);
            warnings.clear();
            assertThat(open().of(SHOP)).isNull();
            assertThat(warnings).hasSize(1).allSatisfy(said -> assertThat(said).contains("databases.json.corrupt-77"));
            assertThat(file()).doesNotExist();
            assertThat(home.resolve("databases.json.corrupt-77")).hasContent(content);
            open().note(SHOP, before -> met("a"));
            assertThat(open().of(SHOP)).isEqualTo(met("a"));
            Files.delete(home.resolve("databases.json.corrupt-77"));
        }
    }

    @Test
    void aHomeThatCannotBeWrittenCostsOneLine() throws Exception {
        Path none = home.resolve("file");
        Files.writeString(none, "in the way");
        Acquaintances all = new Acquaintances(none, warnings::add, CLOCK);
        all.note(SHOP, before -> met("a"));
        all.note(SHOP, before -> met("a"));
        assertThat(all.of(SHOP)).isNull();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void onlyTheLatestAreKept() {
        Acquaintances all = open();
        for (int i = 0; i < 100; i++) {
            all.note(new Address("jdbc:postgresql://db/" + i, "app"), before -> met("a"));
        }
        assertThat(all.of(new Address("jdbc:postgresql://db/0", "app"))).isNull();
        assertThat(all.of(new Address("jdbc:postgresql://db/99", "app"))).isNotNull();
        Acquaintance many = met("a");
        for (int i = 0; i < 100; i++) {
            many = many.path("way " + i, List.of("s"));
        }
        assertThat(many.paths()).hasSize(16).containsKey("way 99").doesNotContainKey("way 0");
    }
}
