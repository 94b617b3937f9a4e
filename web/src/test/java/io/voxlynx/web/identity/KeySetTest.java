package io.voxlynx.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    private static final String A =
            "{\"kty\":\"RSA\",\"kid\":\"a\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";

    @Test
    void findsAKeyByItsId() throws IOException {
        KeySet set = read(A, A.replace("\"a\"", "\"b\""));

        assertThat(set.find(Optional.of("a"))).isPresent();
        assertThat(set.find(Optional.of("b"))).isPresent();
        assertThat(set.find(Optional.of("c"))).isEmpty();
        assertThat(set.find(Optional.empty())).isEmpty();
    }

    @Test
    void takesTheOnlyKeyForATokenThatNamesNone() throws IOException {
        assertThat(read(A).find(Optional.empty())).isPresent();
        assertThat(read(A).find(Optional.of("c"))).isEmpty();
        assertThat(read(A.replace("\"kid\":\"a\",", "")).find(Optional.of("c"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"EC\",\"kid\":\"a\",\"crv\":\"P-256\",\"x\":\"AQAB\",\"y\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"a\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"kid\":\"a\",\"alg\":\"RS512\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kid\":\"a\"}",
                "\"a\"",
                "null"
            })
    void passesOverWhatItsIssuerDoesNotSignWith(String other) throws IOException {
        assertThat(read(A.replace("\"a\"", "\"b\""), other).size()).isOne();
        assertThatThrownBy(() -> read(other)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "<html>",
                "{\"keys\":{}}",
                "{\"keys\":null}",
                "{\"keys\":[]}",
                "{\"keys\":["
            })
    void refusesWhatIsNoKeySet(String document) {
        assertThatThrownBy(() -> KeySet.read(issuer(), document.getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesToKeepAnyNumberOfKeys() throws IOException {
        assertThat(read(Collections.nCopies(100, A).toArray(String[]::new)).size())
                .isEqualTo(100);
        assertThatThrownBy(() -> read(Collections.nCopies(101, A).toArray(String[]::new)))
                .hasMessageContaining("100 keys");
    }

    private static KeySet read(String... keys) throws IOException {
        return KeySet.read(issuer(), ("{\"keys\":[" + String.join(",", keys) + "]}").getBytes(UTF_8));
    }

    private static Issuer issuer() {
        return new Issuer(
                "clerk",
                "https://clerk.test",
                SignatureAlgorithm.RS256,
                Optional.empty(),
                Set.of(),
                Optional.of("https://clerk.test/jwks"),
                Optional.empty(),
                "role",
                false,
                false);
    }
}
