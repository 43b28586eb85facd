package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Failure.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            42703 | ERROR: column "sender" of relation "messages" does not exist | MISSING_COLUMN | sender
            42703 | ERROR: column "Sen"der" does not exist | MISSING_COLUMN | Sen"der
            42703 | ERROR: column m.sender does not exist | MISSING_COLUMN | sender
            42703 | ERROR: column sender does not exist | MISSING_COLUMN | sender
            42703 | FEHLER: Spalte »sender« existiert nicht | MISSING_COLUMN | -
            42P01 | ERROR: relation "messages" does not exist | MISSING_TABLE | -
            42804 | ERROR: column "n" is of type integer but expression is of type character varying | TYPE_MISMATCH | n
            42883 | ERROR: operator does not exist: integer = character varying | TYPE_MISMATCH | -
            23502 | ERROR: null value in column "created_at" of relation "m" violates not-null constraint | NULL_IN_REQUIRED_COLUMN | created_at
            0A000 | ERROR: cached plan must not change result type | STALE_PLAN | -
            0A000 | ERROR: cannot lock rows in view "v" | OTHER | -
            08006 | An I/O error occurred while sending to the backend. | CONNECTION | -
            57P01 | FATAL: terminating connection due to administrator command | CONNECTION | -
            23505 | ERROR: column "a" does not exist | OTHER | -
            23503 | x | OTHER | -
            22001 | ERROR: value too long for type character varying(5) | OTHER | -
            22P02 | ERROR: invalid input value for enum mood: "x" | TYPE_MISMATCH | -
            25P02 | ERROR: current transaction is aborted | OTHER | -
            40001 | x | OTHER | -
            42601 | x | OTHER | -
            42501 | x | OTHER | -
            """)
    void postgres(String state, String message, Kind kind, String column) {
        Failure failure = Failures.classify(new SQLException(message, state), Product.POSTGRESQL);

        assertThat(failure).isEqualTo(new Failure(kind, state, column));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            42S22 | Column "SENDER" not found; SQL statement: x | MISSING_COLUMN | SENDER
            42S22 | Column "M.SENDER" not found; SQL statement: x | MISSING_COLUMN | SENDER
            42S22 | Column "a""b" not found; SQL statement: x | MISSING_COLUMN | a"b
            42S22 | Feld "SENDER" nicht gefunden | MISSING_COLUMN | -
            42S02 | Table "M" not found; SQL statement: x | MISSING_TABLE | -
            42S03 | Table "m" not found (candidates are: "M") | MISSING_TABLE | -
            23502 | NULL not allowed for column "CREATED_AT"; SQL statement: x | NULL_IN_REQUIRED_COLUMN | CREATED_AT
            90110 | Values of types "UUID" and "DATE" are not comparable | TYPE_MISMATCH | -
            22018 | Data conversion error converting "x" | OTHER | -
            90067 | Connection is broken | CONNECTION | -
            90007 | The object is already closed | OTHER | -
            23505 | Unique index or primary key violation | OTHER | -
            """)
    void h2(String state, String message, Kind kind, String column) {
        Failure failure = Failures.classify(new SQLException(message, state), Product.H2);

        assertThat(failure).isEqualTo(new Failure(kind, state, column));
    }

    @Test
    void ofAnUnknownProductOnlyConnectionsAreKnown() {
        assertThat(Failures.classify(new SQLException("x", "42703"), Product.OTHER)
                        .kind())
                .isEqualTo(Kind.OTHER);
        assertThat(Failures.classify(new SQLException("x", "08001"), Product.OTHER)
                        .kind())
                .isEqualTo(Kind.CONNECTION);
    }

    @Test
    void aBatchIsJudgedByWhatStoppedItAndItsQuotedStatementLeadsNobodyAstray() {
        BatchUpdateException batch = new BatchUpdateException(
                "Batch entry 0 INSERT INTO m VALUES ('\nERROR: column \"evil\" does not exist\n') was aborted",
                "42703",
                new int[0]);
        batch.setNextException(new SQLException("ERROR: column \"good\" of relation \"m\" does not exist", "42703"));

        assertThat(Failures.classify(batch, Product.POSTGRESQL))
                .isEqualTo(new Failure(Kind.MISSING_COLUMN, "42703", "good"));
    }

    @Test
    void causesAreFollowedWhereTheExceptionItselfSaysNothing() {
        SQLException wrapper = new SQLException(new RuntimeException(new SQLException("x", "42P01")));

        assertThat(Failures.classify(wrapper, Product.POSTGRESQL).kind()).isEqualTo(Kind.MISSING_TABLE);
    }

    @Test
    void anHonestErrorIsNotExplainedAwayByWhatIsBehindIt() {
        SQLException aborted = new SQLException("ERROR: current transaction is aborted", "25P02");
        aborted.initCause(new SQLException("ERROR: column \"a\" does not exist", "42703"));

        assertThat(Failures.classify(aborted, Product.POSTGRESQL)).isEqualTo(new Failure(Kind.OTHER, "25P02", null));
    }

    @Test
    void circlesEndAndSilenceIsOther() {
        SQLException first = new SQLException("x");
        SQLException second = new SQLException((String) null, (String) null);
        first.initCause(second);
        second.initCause(first);

        assertThat(Failures.classify(first, Product.POSTGRESQL)).isEqualTo(new Failure(Kind.OTHER, "", null));
    }
}
