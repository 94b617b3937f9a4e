package io.voxlynx.ratelimit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** What is asked of a database; a "begin" goes along with the first statement. */
final class CountedTrips {

    private final List<String> made = new CopyOnWriteArrayList<>();
    private final DataSource counted;

    CountedTrips(DataSource database) {
        counted = proxy(DataSource.class, (method, arguments) -> {
            Object result = call(database, method, arguments);
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    DataSource dataSource() {
        return counted;
    }

    List<String> made() {
        return List.copyOf(made);
    }

    void reset() {
        made.clear();
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                made.add(method.getName());
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? watched(statement, (String) arguments[0]) : result;
        });
    }

    private PreparedStatement watched(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                made.add(sql.strip().split("\\s")[0].toLowerCase(Locale.ROOT));
            }
            return call(statement, method, arguments);
        });
    }

    @FunctionalInterface
    private interface Call {
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        InvocationHandler handler = (proxy, method, arguments) -> call.of(method, arguments);
        return type.cast(Proxy.newProxyInstance(CountedTrips.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
