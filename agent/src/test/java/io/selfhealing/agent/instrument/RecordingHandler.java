package io.selfhealing.agent.instrument;

import io.selfhealing.bootstrap.door.SelfHealingHandler;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows the connections that were reported and the statements made of them, writes down what it is told, and does nothing.
 * Tests override what it should do.
 */
class RecordingHandler implements SelfHealingHandler {
    final List<String> calls = new ArrayList<>();
    private final Map<Object, Object> known = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public void connected(Object driver, Object connection, String url, Object properties) {
        known.put(connection, connection);
        calls.add("connected");
    }

    @Override
    public @Nullable Object stateOf(Object jdbc) {
        return known.get(jdbc);
    }

    @Override
    public @Nullable Object prepare(Object state, String sql, int flavour, int a, int b, int c, @Nullable Object keys) {
        calls.add("prepare %d(%d,%d,%d,%b)".formatted(flavour, a, b, c, keys != null));
        return null;
    }

    @Override
    public void prepared(
            Object state, Object statement, String sql, int flavour, int a, int b, int c, @Nullable Object keys) {
        known.put(statement, statement);
        calls.add("prepared " + flavour);
    }

    @Override
    public @Nullable Object prepareFailed(
            Object state, Throwable failure, String sql, int flavour, int a, int b, int c, @Nullable Object keys) {
        calls.add("prepareFailed " + flavour);
        return null;
    }

    @Override
    public void created(Object state, Object statement) {
        known.put(statement, statement);
        calls.add("created");
    }

    @Override
    public boolean defers(Object state, int setter, int index, @Nullable Object value) {
        return false;
    }

    @Override
    public void bound(Object state, int setter, int index, long bits) {
        calls.add("bits %d %d=%d".formatted(setter, index, bits));
    }

    @Override
    public void bound(
            Object state, int setter, int index, @Nullable Object value, @Nullable Object extra, long a, int b) {
        calls.add("value %d %d=%s %s %d %d".formatted(setter, index, value, extra, a, b));
    }

    @Override
    public boolean bindFailed(Object state, int setter, int index, @Nullable Object value, Throwable failure) {
        calls.add("bindFailed %d %d".formatted(setter, index));
        return false;
    }

    @Override
    public void cleared(Object state, int what) {
        calls.add("cleared " + what);
    }

    @Override
    public boolean batching(Object state) {
        calls.add("batching");
        return false;
    }

    @Override
    public void batched(Object state, @Nullable Throwable failure) {
        calls.add("batched");
    }

    @Override
    public @Nullable SelfHealingOutcome execute(Object state, int execution) {
        calls.add("execute " + execution);
        return null;
    }

    @Override
    public @Nullable SelfHealingOutcome executed(Object state, int execution, @Nullable Throwable failure) {
        calls.add("executed " + execution + (failure == null ? "" : " failed"));
        return null;
    }

    @Override
    public String text(Object state, int execution, String sql, @Nullable Object keys) {
        calls.add("text " + execution);
        return sql;
    }

    @Override
    public @Nullable String textExecuted(
            Object state,
            int execution,
            String original,
            String sql,
            @Nullable Object keys,
            @Nullable Throwable failure) {
        calls.add("textExecuted " + execution + (failure == null ? "" : " failed"));
        return null;
    }

    @Override
    public @Nullable SelfHealingOutcome result(Object state, int what, int argument) {
        calls.add("result " + what);
        return null;
    }

    @Override
    public void connectionChanged(Object state, int what) {
        calls.add("connectionChanged " + what);
    }
}
