package io.selfhealing.bootstrap.door;

import java.util.ArrayList;
import java.util.List;

/** A handler that knows every object but those it is told not to, lets the driver do everything, and writes down the calls. */
class QuietHandler implements SelfHealingHandler {
    final List<String> calls = new ArrayList<>();

    @Override
    public void connected(Object driver, Object connection, String url, Object properties) {
        calls.add("connected " + driver);
    }

    @Override
    public Object stateOf(Object jdbc) {
        return jdbc.toString().startsWith("unknown") ? null : jdbc;
    }

    @Override
    public Object prepare(Object state, String sql, int flavour, int a, int b, int c, Object keys) {
        calls.add("prepare " + sql);
        return null;
    }

    @Override
    public void prepared(Object state, Object statement, String sql, int flavour, int a, int b, int c, Object keys) {
        calls.add("prepared " + sql);
    }

    @Override
    public Object prepareFailed(
            Object state, Throwable failure, String sql, int flavour, int a, int b, int c, Object keys) {
        calls.add("prepareFailed " + sql);
        return null;
    }

    @Override
    public void created(Object state, Object statement) {
        calls.add("created " + statement);
    }

    @Override
    public boolean defers(Object state, int setter, int index, Object value) {
        return false;
    }

    @Override
    public void bound(Object state, int setter, int index, long bits) {
        calls.add("bound " + index + "=" + bits);
    }

    @Override
    public void bound(Object state, int setter, int index, Object value, Object extra, long a, int b) {
        calls.add("bound " + index + "=" + value);
    }

    @Override
    public boolean bindFailed(Object state, int setter, int index, Object value, Throwable failure) {
        calls.add("bindFailed " + index);
        return false;
    }

    @Override
    public void cleared(Object state, int what) {
        calls.add("cleared " + what);
    }

    @Override
    public boolean batching(Object state) {
        return false;
    }

    @Override
    public void batched(Object state, Throwable failure) {
        calls.add("batched");
    }

    @Override
    public SelfHealingOutcome execute(Object state, int execution) {
        calls.add("execute " + state);
        return null;
    }

    @Override
    public SelfHealingOutcome executed(Object state, int execution, Throwable failure) {
        calls.add("executed " + state);
        return null;
    }

    @Override
    public String text(Object state, int execution, String sql, Object keys) {
        calls.add("text " + sql);
        return sql;
    }

    @Override
    public String textExecuted(
            Object state, int execution, String original, String sql, Object keys, Throwable failure) {
        calls.add("textExecuted " + sql + (failure == null ? "" : " failed"));
        return null;
    }

    @Override
    public SelfHealingOutcome result(Object state, int what, int argument) {
        calls.add("result " + what);
        return null;
    }

    @Override
    public void connectionChanged(Object state, int what) {
        calls.add("connectionChanged " + what);
    }
}
