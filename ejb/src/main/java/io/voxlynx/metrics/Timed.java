package io.voxlynx.metrics;

import io.voxlynx.metrics.Metrics.Reply;
import io.voxlynx.trace.Trace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** Times and traces the requests of a client that is an interface, each under the name of its method. */
public final class Timed {

    private Timed() {}

    /**
     * @param provider e.g. {@code vapi}
     * @param status of what a method returns; what is below 400 is well
     */
    public static <T> T client(Class<T> api, T client, String provider, ToIntFunction<Object> status) {
        return api.cast(Proxy.newProxyInstance(
                api.getClassLoader(), new Class<?>[] {api}, (self, method, arguments) -> {
                    if (method.getReturnType() == void.class) {
                        return invoke(client, method, arguments);
                    }
                    long begun = System.nanoTime();
                    Reply reply = Reply.NO_ANSWER;
                    try {
                        Object answer =
                                Trace.ask(provider + ' ' + method.getName(), () -> invoke(client, method, arguments));
                        reply = Reply.of(status.applyAsInt(answer));
                        return answer;
                    } finally {
                        Metrics.requested(
                                provider, method.getName(), reply, Duration.ofNanos(System.nanoTime() - begun));
                    }
                }));
    }

    private static Object invoke(Object client, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
