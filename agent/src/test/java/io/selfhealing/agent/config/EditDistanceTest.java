package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({"mode,mode,0", "mdoe,mode,1", "mod,mode,1", "modes,mode,1", "made,mode,1", "'',mode,4", "ca,abc,3"})
    void editsAreCounted(String a, String b, int edits) {
        assertThat(EditDistance.between(a, b)).isEqualTo(edits);
        assertThat(EditDistance.between(b, a)).isEqualTo(edits);
    }
}
