package io.selfhealing.it.harness;

import app.Answer;
import app.Call;
import app.Handle;
import app.Thrown;
import java.io.Closeable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The test's side of the conversation with the application: interfaces whose methods run over there, so that a test reads as
 * the JDBC code that it makes the application run. Keeps a transcript of all that was asked and answered.
 */
final class Wire implements Closeable {
    /** No call of a test takes as long: an application that does not answer by then hangs. */
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final ObjectOutputStream out;
    private final ObjectInputStream in;
    private final Map<Integer, Object> proxies = new HashMap<>();
    private final List<String> transcript = Collections.synchronizedList(new ArrayList<>());

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = new ObjectOutputStream(socket.getOutputStream());
        out.flush();
        in = new ObjectInputStream(socket.getInputStream());
    }

    List<String> transcript() {
        return List.copyOf(transcript);
    }

    void startTranscript() {
        transcript.clear();
    }

    <T> T proxy(int number, Class<T> type) {
        return type.cast(proxies.computeIfAbsent(number, key -> {
            Far far = new Far(this, key, type);
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, far);
        }));
    }

    private synchronized @Nullable Object call(Far far, Method method, @Nullable Object[] arguments) throws Throwable {
        @Nullable Object[] sent = arguments.clone();
        for (int i = 0; i < sent.length; i++) {
            if (sent[i] != null && Proxy.isProxyClass(sent[i].getClass())) {
                Far argument = (Far) Proxy.getInvocationHandler(sent[i]);
                sent[i] = new Handle(argument.number(), argument.type());
            }
        }
        out.writeObject(new Call(
                far.number(), far.type(), method.getName(), List.of(method.getParameterTypes()), Arrays.asList(sent)));
        out.flush();
        out.reset();
        Answer answer = (Answer) in.readObject();
        transcript.add(line(far, method, sent, answer));
        return received(method, answer);
    }

    private @Nullable Object received(Method method, Answer answer) throws SQLException {
        Thrown thrown = answer.thrown();
        if (thrown != null && List.of(method.getExceptionTypes()).contains(SQLException.class)) {
            throw new RemoteSqlException(thrown);
        }
        if (thrown != null) {
            throw new IllegalStateException("in the application: " + thrown);
        }
        return answer.value() instanceof Handle handle ? proxy(handle.number(), handle.type()) : answer.value();
    }

    private static String line(Far far, Method method, @Nullable Object[] arguments, Answer answer) {
        String outcome = answer.thrown() != null ? "threw " + answer.thrown() : plain(answer.value());
        return far + "." + method.getName() + plain(arguments) + " -> " + outcome;
    }

    private static String plain(@Nullable Object value) {
        String wrapped = Arrays.deepToString(new @Nullable Object[] {value});
        return wrapped.substring(1, wrapped.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** One object over there. */
    private record Far(Wire wire, int number, Class<?> type) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> number;
                    default -> toString();
                };
            }
            return wire.call(this, method, arguments == null ? new @Nullable Object[0] : arguments);
        }

        @Override
        public String toString() {
            return type.getSimpleName() + "#" + number;
        }
    }
}
