package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallSitesTest {
    @Test
    void whatLiesBetweenTheApplicationAndItsDriverIsPassedOver() {
        for (String between : new String[] {
            "io.selfhealing.agent.intercept.Recorder",
            "java.lang.SelfHealingDoor",
            "jdk.proxy2.$Proxy7",
            "org.postgresql.jdbc.PgPreparedStatement",
            "com.zaxxer.hikari.pool.ProxyPreparedStatement",
            "org.springframework.jdbc.core.JdbcTemplate",
            "org.hibernate.engine.jdbc.internal.ResultSetReturnImpl",
            "shop.OrderDao$$SpringCGLIB$$0",
            "com.sun.proxy.$Proxy12"
        }) {
            assertThat(CallSites.isApplication(between)).as(between).isFalse();
        }
        assertThat(CallSites.isApplication("shop.OrderDao")).isTrue();
        assertThat(CallSites.isApplication("shop.OrderDao$Inner")).isTrue();
    }

    @Test
    void aStatementThatNoFrameOfAnApplicationMakesHasNone() throws InterruptedException {
        AtomicReference<String> found = new AtomicReference<>("nothing was asked");
        Thread alone = new Thread(() -> found.set(new CallSites().of("INSERT INTO t VALUES (1)")));
        alone.start();
        alone.join();
        assertThat(found).hasValue(null);
    }
}
