package io.voxlynx.gemini;

import io.voxlynx.metrics.Timed;
import io.voxlynx.trace.Trace;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Asks the model: where it is, who we are, how long we wait, how much we read. */
@ApplicationScoped
public class GeminiClient {

    /** Far more than an analysis has; what is longer is cut, and then it is no JSON any more. */
    private static final int LONGEST_BODY = 1 << 20;

    @Inject
    @ConfigProperty(name = "voxlynx.analysis.base-url", defaultValue = "https://generativelanguage.googleapis.com")
    URI baseUrl;

    /** An alias that the provider keeps pointed at its present model of this kind. */
    @Inject
    @ConfigProperty(name = "voxlynx.analysis.model", defaultValue = "gemini-flash-latest")
    String model;

    @Inject
    @ConfigProperty(name = "voxlynx.analysis.api-key")
    Optional<String> apiKey;

    @Inject
    @ConfigProperty(name = "voxlynx.analysis.connect-timeout-millis", defaultValue = "3000")
    long connectTimeoutMillis;

    @Inject
    @ConfigProperty(name = "voxlynx.analysis.read-timeout-millis", defaultValue = "30000")
    long readTimeoutMillis;

    private GeminiApi api;

    @PostConstruct
    void connect() {
        // In a header, never in the URL, which ends up in logs.
        ClientRequestFilter key =
                request -> apiKey.ifPresent(value -> request.getHeaders().putSingle("x-goog-api-key", value));
        // Not putSingle: the server's own filter leaves a list there that cannot be changed.
        ClientRequestFilter trace = request ->
                Trace.parent().ifPresent(parent -> request.getHeaders().put(Trace.PARENT, List.of(parent)));
        GeminiApi client = RestClientBuilder.newBuilder()
                .baseUri(baseUrl)
                .connectTimeout(connectTimeoutMillis, TimeUnit.MILLISECONDS)
                .readTimeout(readTimeoutMillis, TimeUnit.MILLISECONDS)
                // An error answer is an answer: whoever asked decides what it means.
                .property("microprofile.rest.client.disable.default.mapper", true)
                .register(key)
                .register(trace)
                .build(GeminiApi.class);
        api = Timed.client(GeminiApi.class, client, "gemini", answer -> ((Response) answer).getStatus());
    }

    @PreDestroy
    void disconnect() {
        api.close();
    }

    boolean hasKey() {
        return apiKey.isPresent();
    }

    /**
     * Asked again at once only where nothing was asked yet: an answer costs money.
     *
     * @throws ProcessingException if the connection was lost or the answer is late
     */
    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = GeminiUnreachable.class)
    public GeminiReply generate(String request) {
        try (Response response = api.generate(model, request);
                InputStream body = response.readEntity(InputStream.class)) {
            return new GeminiReply(
                    response.getStatus(),
                    seconds(response.getHeaderString(HttpHeaders.RETRY_AFTER)),
                    new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProcessingException(e);
        } catch (ProcessingException e) {
            throw neverSent(e) ? new GeminiUnreachable(e) : e;
        }
    }

    /** The form with a date is not used by the provider, and means the same as nothing. */
    private static Duration seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }

    private static boolean neverSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }
}
