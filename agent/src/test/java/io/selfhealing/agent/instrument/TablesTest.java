package io.selfhealing.agent.instrument;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

class TablesTest {
    @Test
    void everySetterOfAPreparedStatementIsWoven() {
        Set<String> setters = declared(
                PreparedStatement.class,
                method -> method.getName().startsWith("set") && method.getParameterTypes()[0] == int.class);

        assertThat(setters).hasSizeGreaterThanOrEqualTo(50);
        assertThat(JdbcInterface.PREPARED_STATEMENT.rows().keySet()).containsAll(setters);
    }

    @Test
    void everyWayToRunAStatementIsWoven() {
        Predicate<Method> runs = method -> method.getName().startsWith("execute")
                || method.getName().equals("addBatch")
                || method.getName().equals("close");

        assertThat(JdbcInterface.STATEMENT.rows().keySet()).containsAll(declared(Statement.class, runs));
        assertThat(JdbcInterface.PREPARED_STATEMENT.rows().keySet())
                .containsAll(declared(Statement.class, runs))
                .containsAll(declared(PreparedStatement.class, runs));
    }

    @Test
    void everyWayToMakeAStatementIsWoven() {
        Predicate<Method> makes = method ->
                method.getName().equals("prepareStatement") || method.getName().equals("createStatement");

        assertThat(JdbcInterface.CONNECTION.rows().keySet()).containsAll(declared(Connection.class, makes));
    }

    @Test
    void everyRowIsAMethodOfItsInterface() {
        assertThat(declared(PreparedStatement.class, method -> true))
                .containsAll(
                        PreparedStatementTable.ROWS.stream().map(Row::method).collect(toSet()));
        assertThat(declared(Statement.class, method -> true))
                .containsAll(StatementTable.ROWS.stream().map(Row::method).collect(toSet()));
        assertThat(declared(ResultSet.class, method -> true))
                .containsAll(ResultSetTable.ROWS.stream().map(Row::method).collect(toSet()));
        assertThat(declared(Connection.class, method -> true))
                .containsAll(ConnectionTable.ROWS.stream().map(Row::method).collect(toSet()));
    }

    @Test
    void noTwoSettersShareAConstant() {
        assertThat(PreparedStatementTable.ROWS.stream()
                        .filter(row -> row.method().startsWith("set"))
                        // A stream's length may be an int or a long, which the handler is told.
                        .filter(row -> !row.method().endsWith("J)V") || row.code() < 34)
                        .map(Row::code))
                .doesNotHaveDuplicates();
    }

    private static Set<String> declared(Class<?> type, Predicate<Method> wanted) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(wanted)
                .map(method -> method.getName() + Type.getMethodDescriptor(method))
                .collect(toSet());
    }
}
