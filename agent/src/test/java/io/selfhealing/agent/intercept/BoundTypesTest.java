package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BoundTypesTest {
    @Test
    void primitivesTellTheWidthThatWasBound() {
        Map<Integer, String> words = Map.of(
                SET_BOOLEAN, "boolean", SET_SHORT, "short", SET_INT, "int", SET_LONG, "long", SET_DOUBLE, "double");
        words.forEach((setter, word) -> {
            Bindings bound = new Bindings(1);
            bound.primitive(setter, 1, 7);
            assertThat(BoundTypes.word(bound, 1)).isEqualTo(word);
        });
    }

    @Test
    void objectsTellTheirClassAndNotTheirValue() {
        Map<Object, String> words = new LinkedHashMap<>();
        words.put("a secret", "string");
        words.put(7, "int");
        words.put(7L, "long");
        words.put(BigDecimal.TEN, "decimal");
        words.put(UUID.randomUUID(), "uuid");
        words.put(LocalDate.EPOCH, "date");
        words.put(LocalDateTime.MIN, "timestamp");
        words.put(Instant.EPOCH, "timestamp_zoned");
        words.put(new String[] {"a"}, "array");
        words.put(Map.of("a", 1), "json");
        words.put(List.of(1), "json");
        words.forEach((value, word) -> {
            Bindings bound = new Bindings(1);
            bound.object(SET_OBJECT, 1, value, null, 0, 0);
            assertThat(BoundTypes.word(bound, 1)).isEqualTo(word);
        });
    }

    @Test
    void aTypeGivenWithTheValueSaysMore() {
        Bindings bound = new Bindings(3);
        bound.object(SET_OBJECT_TYPE, 1, "7", null, Types.BIGINT, 0);
        bound.object(SET_NULL, 2, null, null, Types.DATE, 0);
        bound.object(SET_NULL, 3, null, null, Types.NULL, 0);

        assertThat(BoundTypes.word(bound, 1)).isEqualTo("long");
        assertThat(BoundTypes.word(bound, 2)).isEqualTo("date");
        assertThat(BoundTypes.word(bound, 3)).isNull();
        assertThat(BoundTypes.word(bound, 4)).as("never bound").isNull();
    }
}
