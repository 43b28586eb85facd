package app;

import java.lang.reflect.Proxy;

final class ReflectiveDoor implements Door {
    @Override
    public long swallowed() {
        try {
            Class<?> door = Class.forName("java.lang.SelfHealingDoor");
            return (Long) door.getMethod("swallowed").invoke(null);
        } catch (ClassNotFoundException e) {
            return -1;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the door cannot be asked", e);
        }
    }

    @Override
    public void breakHandler() {
        try {
            Class<?> handler = Class.forName("java.lang.SelfHealingHandler");
            Object broken = Proxy.newProxyInstance(
                    ReflectiveDoor.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        throw new IllegalStateException("broken on purpose: " + method.getName());
                    });
            Class.forName("java.lang.SelfHealingDoor")
                    .getMethod("install", handler)
                    .invoke(null, broken);
        } catch (ClassNotFoundException e) {
            // No door, nothing to break.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the door cannot be reached", e);
        }
    }
}
