package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    private final SQLException unknown =
            new SQLException("Unknown system variable 'max_execution_time'", "HY000", 1193);

    @Test
    void logSaysWhatTheDatabaseSaid() {
        assertThat(Reason.inFull(unknown))
                .isEqualTo("SQLException, SQLState HY000, code 1193: Unknown system variable 'max_execution_time'");
    }

    @Test
    void sameTroubleIsTheSameWhateverTheMessageCounts() {
        assertThat(Reason.of(unknown)).isEqualTo(Reason.of(new SQLException("after 12 ms", "HY000", 1193)));
        assertThat(Reason.of(unknown)).isNotEqualTo(Reason.of(new SQLException("other", "HY000", 1194)));
    }

    @Test
    void secretsAndControlCharactersOfAMessageAreNotShown() {
        SQLException failure = new SQLException(
                "cannot reach jdbc:mysql://app:secret@db/shop?password=secret with password=secret \u001b[31mnow\nselect 'value'",
                "08001");

        assertThat(Reason.inFull(failure))
                .isEqualTo(
                        "SQLException, SQLState 08001: cannot reach jdbc:mysql://db/shop with password=… \\u001b[31mnow");
    }
}
