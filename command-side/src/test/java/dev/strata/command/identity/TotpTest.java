package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, of whose eight digits we take six. */
    @ParameterizedTest
    @CsvSource({
        "59,287082",
        "1111111109,081804",
        "1111111111,050471",
        "1234567890,005924",
        "2000000000,279037",
        "20000000000,353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.stepOf(code, SECRET, Instant.ofEpochSecond(second))).hasValue(second / 30);
    }

    @ParameterizedTest
    @CsvSource({"-60,false", "-30,true", "0,true", "30,true", "60,false"})
    void aClockMayBeOneStepOff(int late, boolean taken) {
        Instant now = Instant.ofEpochSecond(1_234_567_890L + late);
        assertThat(Totp.stepOf("005924", SECRET, now).isPresent()).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"5924", "0005924", "+05924", "05 924", "٠٠٥٩٢٤", "''"})
    void onlySixFiguresAreACode(String code) {
        assertThat(Totp.stepOf(code, SECRET, Instant.ofEpochSecond(1_234_567_890L)))
                .isEqualTo(OptionalLong.empty());
    }

    /** RFC 4648, 10, without padding. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void secretsAreWrittenInBase32(String bytes, String text) {
        assertThat(Base32.encode(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }

    @Test
    void theUriHoldsAnyLogin() {
        assertThat(Totp.uri("anna b@example.org", "MZXW6"))
                .isEqualTo(
                        "otpauth://totp/Strata:anna%20b%40example.org?secret=MZXW6&issuer=Strata&algorithm=SHA1&digits=6&period=30");
    }
}
