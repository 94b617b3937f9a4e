package io.voxlynx.web.http;

import io.voxlynx.shared.InvalidInput;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body that cannot be read is the caller's mistake; the same exceptions while writing would be ours, so they are told
 * apart here and not in a mapper.
 */
@Provider
public class BodyReading implements ReaderInterceptor {

    private static final Pattern PROPERTY = Pattern.compile("property '([^']{1,100})'");

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (ProcessingException | JsonbException | JsonException e) {
            throw refusal(e);
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
