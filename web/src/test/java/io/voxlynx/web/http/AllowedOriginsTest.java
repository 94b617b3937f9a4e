package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @Test
    void nobodyIsAllowedUnlessConfigured() {
        assertThat(AllowedOrigins.of(List.of()).isClosed()).isTrue();
        assertThat(AllowedOrigins.of(List.of(" ", "")).isClosed()).isTrue();
        assertThat(AllowedOrigins.of(List.of()).contains("https://app.example.com"))
                .isFalse();
    }

    @Test
    void anOriginIsComparedInEveryLetter() {
        AllowedOrigins allowed = AllowedOrigins.of(List.of("https://app.example.com", " http://localhost:3000 "));

        assertThat(List.of("https://app.example.com", "http://localhost:3000")).allMatch(allowed::contains);
        assertThat(List.of(
                        "http://app.example.com",
                        "https://app.example.com:444",
                        "https://app.example.com.evil.example",
                        "https://evil-app.example.com",
                        "https://APP.example.com",
                        "https://app.example.com/",
                        "http://localhost",
                        "null",
                        "*",
                        ""))
                .noneMatch(allowed::contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.example.com",
                "https://app.example.com/",
                "https://app.example.com/app",
                "app.example.com",
                "https://",
                "https://App.example.com",
                "https://user@app.example.com",
                "https://app.example.com:",
                "https://app.example.com:0",
                "https://a b"
            })
    void whatIsNoOriginStopsTheStartAndIsNamed(String configured) {
        assertThatThrownBy(() -> AllowedOrigins.of(List.of("https://good.example", configured)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.cors.allowed-origins")
                .hasMessageContaining(configured);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080", "http://[::1]:3000", "capacitor://localhost", "https://a-b.c.example"})
    void originsOfEverySortAreTaken(String configured) {
        assertThat(AllowedOrigins.of(List.of(configured)).contains(configured)).isTrue();
    }
}
