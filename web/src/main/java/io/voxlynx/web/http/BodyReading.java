package io.voxlynx.web.http;

import io.voxlynx.shared.InvalidInput;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges JSON before anybody reads it ({@link StrictJson}). A body that cannot be read is the caller's mistake; the same
 * exceptions while writing would be ours, so they are told apart here and not in a mapper.
 */
@Provider
public class BodyReading implements ReaderInterceptor {

    private static final Pattern JSON = Pattern.compile("(?i)json|.*\\+json");
    private static final Pattern UTF_8 = Pattern.compile("(?i)utf-8");

    private static final Pattern PROPERTY = Pattern.compile("property '([^']{1,100})'");

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            if (isOurs(context)) {
                byte[] body = context.getInputStream().readAllBytes();
                judge(body, context.getMediaType());
                context.setInputStream(new ByteArrayInputStream(body));
            }
            return context.proceed();
        } catch (InvalidInput e) {
            throw new BadRequestException(e.getMessage(), e);
        } catch (ProcessingException | JsonbException | JsonException e) {
            throw refusal(e);
        }
    }

    /** Bodies that somebody has signed are wanted byte by byte, and what is in them is his affair. */
    private static boolean isOurs(ReaderInterceptorContext context) {
        return context.getType() != byte[].class
                && JSON.matcher(context.getMediaType().getSubtype()).matches();
    }

    static void judge(byte[] body, MediaType type) {
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!UTF_8.matcher(charset).matches()) {
            throw InvalidInput.field(HttpHeaders.CONTENT_TYPE, charset, "JSON in UTF-8");
        }
        String json = Text.utf8(body).orElseThrow(() -> new InvalidInput("The body is not UTF-8", Map.of()));
        // Nothing at all is for the resource to judge.
        if (!json.isBlank()) {
            StrictJson.check(json, null);
        }
    }

    static WebApplicationException refusal(RuntimeException unreadable) {
        String field = null;
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebApplicationException answer) {
                return answer;
            }
            Matcher named = PROPERTY.matcher(String.valueOf(cause.getMessage()));
            field = named.find() ? named.group(1) : field;
        }
        // The libraries' own messages speak of classes, so they stay inside.
        InvalidInput reason = field == null
                ? new InvalidInput("The body is not the JSON expected here", Map.of())
                : new InvalidInput("The body has a value of the wrong type: " + field, Map.of("field", field));
        return new BadRequestException(reason.getMessage(), reason);
    }
}
