package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentifierTest {
    @Test
    void foldsAsTheDatabaseDoes() {
        assertThat(new Identifier("SenderÄ", false).name(POSTGRES)).isEqualTo("senderÄ");
        assertThat(new Identifier("SenderÄ", true).name(POSTGRES)).isEqualTo("SenderÄ");
        assertThat(new Identifier("senderä", false).name(H2)).isEqualTo("SENDERÄ");
        assertThat(new Identifier("Sender", false).name(new Dialect(Product.H2, Folding.LOWER)))
                .isEqualTo("sender");
    }

    @Test
    void postgresCutsAtSixtyThreeBytes() {
        assertThat(new Identifier("a".repeat(80), false).name(POSTGRES)).hasSize(63);
        assertThat(new Identifier("ä".repeat(40), true).name(POSTGRES)).isEqualTo("ä".repeat(31));
        assertThat(new Identifier("a".repeat(80), false).name(H2)).hasSize(80);
    }
}
