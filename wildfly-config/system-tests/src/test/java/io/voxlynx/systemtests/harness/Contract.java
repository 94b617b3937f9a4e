package io.voxlynx.systemtests.harness;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import io.voxlynx.sandbox.client.Api;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Holds every exchange with the product against the OpenAPI document that it serves: each answer must be one that the
 * document foresees, down to the members of its body, and a request that was accepted must be one that it allows. What
 * the product refused may be wrong on purpose.
 */
public final class Contract implements Consumer<HttpResponse<byte[]>> {

    private static final Pattern DESCRIBED = Pattern.compile("/api(/.*)?|/health");

    private static final Pattern JSON = Pattern.compile("application/([a-z]+\\+)?json");

    /** Refusals that come before it is known which operation was meant, or because there is none. */
    private static final Set<Integer> BEFORE_ANY_OPERATION = Set.of(401, 404, 405, 413, 429);

    private static final Set<String> NO_OPERATION =
            Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

    /** Forms may be files of any size; that there is one has to do. */
    private static final byte[] NOT_READ = {' '};

    private final OpenApiInteractionValidator document;
    private final Exercised exercised;

    private Contract(OpenApiInteractionValidator document, Exercised exercised) {
        this.document = document;
        this.exercised = exercised;
    }

    public static Contract servedBy(URI product) {
        return servedBy(product, new Exercised());
    }

    static Contract servedBy(URI product, Exercised exercised) {
        String served = Api.of(product).get("/openapi?format=JSON").require(200).text();
        return new Contract(
                OpenApiInteractionValidator.createForInlineApiSpecification(served)
                        .build(),
                exercised);
    }

    @Override
    public void accept(HttpResponse<byte[]> exchange) {
        URI uri = exchange.request().uri();
        if (DESCRIBED.matcher(uri.getPath()).matches()) {
            report(exchange, answer(exchange));
            if (exchange.statusCode() < 300) {
                report(exchange, document.validateRequest(asked(exchange.request())));
                exercised.wentWell(exchange.request().method(), uri.getPath());
            }
        }
    }

    private ValidationReport answer(HttpResponse<byte[]> exchange) {
        SimpleResponse.Builder answer = SimpleResponse.Builder.status(exchange.statusCode());
        exchange.headers().map().forEach(answer::withHeader);
        if (exchange.body().length > 0) {
            answer.withBody(exchange.body());
        }
        HttpRequest request = exchange.request();
        ValidationReport report = document.validateResponse(
                request.uri().getPath(), Request.Method.valueOf(request.method()), answer.build());
        boolean unknown = report.getMessages().stream().anyMatch(message -> NO_OPERATION.contains(message.getKey()));
        return unknown && BEFORE_ANY_OPERATION.contains(exchange.statusCode()) ? ValidationReport.empty() : report;
    }

    private static Request asked(HttpRequest request) {
        SimpleRequest.Builder asked =
                new SimpleRequest.Builder(request.method(), request.uri().getPath());
        request.headers().map().forEach(asked::withHeader);
        String query = request.uri().getRawQuery();
        for (String pair : query == null ? List.<String>of() : List.of(query.split("&"))) {
            String[] parts = pair.split("=", 2);
            asked.withQueryParam(decoded(parts[0]), decoded(parts.length == 2 ? parts[1] : ""));
        }
        request.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> asked.withBody(JSON.matcher(type).lookingAt() ? SentBody.of(request) : NOT_READ));
        return asked.build();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void report(HttpResponse<byte[]> exchange, ValidationReport report) {
        if (report.hasErrors()) {
            throw new AssertionError(
                    exchange.request().method() + " " + exchange.request().uri() + " → "
                            + exchange.statusCode() + " is not what the OpenAPI document says:\n"
                            + SimpleValidationReportFormat.getInstance().apply(report) + "\n"
                            + new String(exchange.body(), StandardCharsets.UTF_8));
        }
    }
}
