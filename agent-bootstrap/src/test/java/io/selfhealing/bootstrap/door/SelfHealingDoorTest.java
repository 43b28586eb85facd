package io.selfhealing.bootstrap.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfHealingDoorTest {
    private final QuietHandler handler = new QuietHandler();

    @BeforeEach
    void open() {
        SelfHealingDoor.install(handler);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        SelfHealingDoor.install(handler);
        SelfHealingCall call = SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE);
        assertThat(call).as("depth is back at 0").isNotNull();
        SelfHealingDoor.executed(call, SelfHealingDoor.EXECUTE, null);
        SelfHealingDoor.install(null);
        SelfHealingDoor.onSwallowed(null);
    }

    @Test
    void aClosedDoorLetsEverythingPass() {
        SelfHealingDoor.install(null);

        assertThat(SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE))
                .isNull();
        assertThat(SelfHealingDoor.text("statement", SelfHealingDoor.EXECUTE, "sql", null))
                .isNull();
        assertThat(SelfHealingDoor.setting("statement")).isNull();
        assertThat(SelfHealingDoor.result("statement", SelfHealingDoor.RESULT_SET, 0))
                .isNull();
    }

    @Test
    void aDriversCallsToItselfAreItsOwnBusiness() {
        SelfHealingCall outer = SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE_UPDATE);

        assertThat(SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE))
                .isNull();
        assertThat(SelfHealingDoor.preparing("connection", "sql", 0, 0, 0, 0, null))
                .isNull();
        SelfHealingDoor.executed(outer, SelfHealingDoor.EXECUTE_UPDATE, null);

        assertThat(handler.calls).containsExactly("execute statement", "executed statement");
    }

    @Test
    void anUnknownWrapperDoesNotHideTheDriverBelow() {
        assertThat(SelfHealingDoor.executing("unknown wrapper", SelfHealingDoor.EXECUTE))
                .isNull();
        SelfHealingCall driver = SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE);

        assertThat(driver).isNotNull();
        SelfHealingDoor.executed(driver, SelfHealingDoor.EXECUTE, null);
    }

    @Test
    void theAgentsOwnCallsPassStraightThrough() {
        SelfHealingDoor.enter();
        assertThat(SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE))
                .isNull();
        SelfHealingDoor.connected(SelfHealingDoor.connecting(), "driver", "connection", "url", null);
        SelfHealingDoor.exit();

        assertThat(handler.calls).isEmpty();
    }

    @Test
    void onlyTheInnermostConnectIsTold() {
        int wrapper = SelfHealingDoor.connecting();
        int driver = SelfHealingDoor.connecting();
        SelfHealingDoor.connected(driver, "driver", "connection", "url", null);
        SelfHealingDoor.connected(wrapper, "wrapper", "wrapped", "url", null);

        assertThat(handler.calls).containsExactly("connected driver");
    }

    @Test
    void aDriverThatDeclinesIsNotTold() {
        int wrapper = SelfHealingDoor.connecting();
        SelfHealingDoor.connected(SelfHealingDoor.connecting(), "declining", null, "url", null);
        SelfHealingDoor.connected(wrapper, "driver", "connection", "url", null);

        assertThat(handler.calls).containsExactly("connected driver");
    }

    @Test
    void aFailedTextIsRepeatedOnce() {
        SelfHealingDoor.install(new QuietHandler() {
            @Override
            public String textExecuted(Object s, int e, String original, String sql, Object keys, Throwable failure) {
                return sql.equals(original) ? sql + "'" : null;
            }
        });
        Exception first = new Exception("first");

        SelfHealingCall call = SelfHealingDoor.text("statement", SelfHealingDoor.EXECUTE, "sql", null);
        assertThat(SelfHealingDoor.textExecuted(call, first)).isNull();
        assertThat(call.again).isTrue();
        assertThat(call.sql).isEqualTo("sql'");
        Throwable shown = SelfHealingDoor.textExecuted(call, new Exception("of the repair"));

        assertThat(call.again).isFalse();
        assertThat(shown).isSameAs(first);
    }

    @Test
    void theHandlerMayLetTheSecondFailureBeSeen() {
        SelfHealingDoor.install(new QuietHandler() {
            @Override
            public String textExecuted(Object s, int e, String original, String sql, Object keys, Throwable failure) {
                return "repaired";
            }
        });
        Exception honest = new Exception("of the repair");

        SelfHealingCall call = SelfHealingDoor.text("statement", SelfHealingDoor.EXECUTE, "sql", null);
        assertThat(SelfHealingDoor.textExecuted(call, new Exception("first"))).isNull();

        assertThat(SelfHealingDoor.textExecuted(call, honest)).isSameAs(honest);
    }

    @Test
    void theApplicationsOwnTextIsWhoseFailureItSees() {
        SelfHealingDoor.install(new QuietHandler() {
            @Override
            public String text(Object state, int execution, String sql, Object keys) {
                return "healed";
            }

            @Override
            public String textExecuted(Object s, int e, String original, String sql, Object keys, Throwable failure) {
                return original;
            }
        });
        Exception own = new Exception("of the application's text");

        SelfHealingCall call = SelfHealingDoor.text("statement", SelfHealingDoor.EXECUTE, "sql", null);
        assertThat(call.sql).isEqualTo("healed");
        assertThat(SelfHealingDoor.textExecuted(call, new Exception("of the repair")))
                .isNull();
        assertThat(call.sql).isEqualTo("sql");

        assertThat(SelfHealingDoor.textExecuted(call, own)).isSameAs(own);
    }

    @Test
    void aCallEndsWithTheHandlerItBeganWith() {
        SelfHealingCall call = SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE);
        SelfHealingDoor.install(null);
        SelfHealingDoor.executed(call, SelfHealingDoor.EXECUTE, null);

        assertThat(handler.calls).containsExactly("execute statement", "executed statement");
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, OutOfMemoryError.class})
    void aHandlerThatThrowsChangesNothingAndIsCounted(Class<? extends Throwable> kind) {
        long before = SelfHealingDoor.swallowed();
        int[] told = {0};
        SelfHealingDoor.onSwallowed(() -> told[0]++);
        SelfHealingDoor.install(ThrowingHandler.of(failure(kind)));
        Exception own = new Exception("the driver's");

        SelfHealingDoor.connected(SelfHealingDoor.connecting(), "driver", "connection", "url", null);
        SelfHealingCall call = SelfHealingDoor.preparing("connection", "sql", 0, 0, 0, 0, null);
        assertThat(call.answer).isNull();
        assertThat(SelfHealingDoor.prepared(call, null, own, "sql", 0, 0, 0, 0, null))
                .isNull();
        assertThat(SelfHealingDoor.defers("state", 0, 1, "value")).isFalse();
        assertThat(SelfHealingDoor.bound("state", 0, 1, 5L, null)).isFalse();
        assertThat(SelfHealingDoor.bound("state", 0, 1, "value", null, 0, 0, own))
                .isFalse();
        call = SelfHealingDoor.batching("statement");
        assertThat(call.answer).isNull();
        SelfHealingDoor.batched(call, null);
        call = SelfHealingDoor.executing("statement", SelfHealingDoor.EXECUTE);
        assertThat(call.answer).isNull();
        assertThat(SelfHealingDoor.executed(call, SelfHealingDoor.EXECUTE, own)).isNull();
        call = SelfHealingDoor.text("statement", SelfHealingDoor.EXECUTE, "sql", null);
        assertThat(call.sql).isEqualTo("sql");
        assertThat(SelfHealingDoor.textExecuted(call, own)).isSameAs(own);
        assertThat(SelfHealingDoor.result("statement", SelfHealingDoor.RESULT_SET, 0))
                .isNull();
        SelfHealingDoor.created(SelfHealingDoor.passing("connection"), "statement");
        SelfHealingDoor.cleared(SelfHealingDoor.passing("statement"), SelfHealingDoor.CLEARED_BATCH, null);
        SelfHealingDoor.connectionChanged(
                SelfHealingDoor.passing("connection"), SelfHealingDoor.CONNECTION_CLOSED, null);

        assertThat(SelfHealingDoor.swallowed() - before).isEqualTo(16);
        assertThat(told[0]).isEqualTo(16);
        assertThat(SelfHealingDoor.lastSwallowed()).startsWith(kind.getName());
    }

    @Test
    void aListenerThatThrowsIsNoWorse() {
        SelfHealingDoor.onSwallowed(() -> {
            throw new IllegalStateException("listener");
        });
        SelfHealingDoor.install(ThrowingHandler.of(IllegalStateException::new));

        assertThat(SelfHealingDoor.result("statement", SelfHealingDoor.RESULT_SET, 0))
                .isNull();
    }

    @Test
    void anOutcomeOfTheWrongTypeLeavesTheDriversValue() {
        assertThat(SelfHealingDoor.value(SelfHealingOutcome.returned("no number"), 7))
                .isEqualTo(7);
        assertThat(SelfHealingDoor.value(SelfHealingOutcome.returned(null), true))
                .isTrue();
        assertThat(SelfHealingDoor.value(SelfHealingOutcome.returned(3L), 7L)).isEqualTo(3L);
    }

    private static Supplier<Throwable> failure(Class<? extends Throwable> kind) {
        return () -> {
            try {
                return kind.getConstructor().newInstance();
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError("a throwable without a constructor", impossible);
            }
        };
    }
}
