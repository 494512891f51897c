package dev.strata.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void standsUnderOneAnother() {
        assertThat(lines("a", "long")).containsExactly("   1  a     end", "1234  long  end");
    }

    @Test
    void lettersOfTwoCharactersTakeOnePlace() {
        assertThat(lines("\uD83D\uDE00", "ab")).containsExactly("   1  \uD83D\uDE00   end", "1234  ab  end");
    }

    @Test
    void namesDoNotDriveTheTerminal() {
        assertThat(lines("a\u001b[2Jb", "c\u202ed").getFirst()).isEqualTo("   1  a?[2Jb  end");
        assertThat(lines("a", "c\u202ed").getLast()).isEqualTo("1234  c?d  end");
    }

    private static List<String> lines(String first, String second) {
        StringWriter out = new StringWriter();
        new Columns<String>()
                .right(name -> name.equals(first) ? "1" : "1234")
                .left(Function.identity())
                .left(_ -> "end")
                .print(List.of(first, second), new PrintWriter(out, true));
        return out.toString().lines().toList();
    }
}
