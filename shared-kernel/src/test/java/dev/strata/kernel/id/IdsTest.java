package dev.strata.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class IdsTest {
    @Test
    void anIdIsItsBareValueInTextAndJson() {
        NodeId id = NodeId.of("01990000-0000-7000-8000-000000000001");
        assertThat(id).hasToString("01990000-0000-7000-8000-000000000001");
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.writeValueAsString(id)).isEqualTo("\"01990000-0000-7000-8000-000000000001\"");
        assertThat(json.readValue("\"01990000-0000-7000-8000-000000000001\"", NodeId.class))
                .isEqualTo(id);
    }

    @Test
    void newIdsAreOfVersion7AndDiffer() {
        List<NodeId> ids = Stream.generate(NodeId::random).limit(1_000).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.value().version()).isEqualTo(7);
            assertThat(id.value().variant()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "17",
                "1-1-1-1-1",
                "01990000-0000-7000-8000-00000000000g",
                "01990000-0000-7000-8000-0000000000011"
            })
    void nothingElseIsAnId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.of(text));
    }
}
