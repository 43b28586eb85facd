package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionStatementTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            begin | BEGIN
            /* x */ Begin Work; -- y | BEGIN
            begin isolation level serializable | BEGIN
            start transaction read only | BEGIN
            BEGIN TRAN | BEGIN
            begin; insert into m values (1); commit | NONE
            begin charge(?); end; | NONE
            begin try select 1 end try | NONE
            start slave | NONE
            commit | COMMIT
            commit work; | COMMIT
            end | COMMIT
            rollback | ROLLBACK
            ROLLBACK /* all */ ; | ROLLBACK
            rollback work and no chain | ROLLBACK
            abort | ROLLBACK
            rollback to a | ROLLBACK_TO
            rollback work to savepoint a | ROLLBACK_TO
            savepoint a | WITHIN
            release savepoint a | WITHIN
            {call f(?)} | NONE
            call rollback | NONE
            lock table m | NONE
            `` | NONE
            'rollback' | NONE
            """)
    void isToldByTheFirstWords(String sql, TransactionStatement expected) {
        assertThat(TransactionStatement.of(sql)).isEqualTo(expected);
    }
}
