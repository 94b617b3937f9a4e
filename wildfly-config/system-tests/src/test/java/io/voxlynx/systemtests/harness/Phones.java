package io.voxlynx.systemtests.harness;

import java.util.concurrent.atomic.AtomicInteger;

/** Telephone numbers that no other test has, whose last four digits say how a call to them goes. */
public final class Phones {

    private static final String[] AREAS = {"212", "646", "917", "347", "718", "929"};
    private static final int PER_AREA = 799;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Phones() {}

    /** @param ending four digits, as the sandbox's README explains them */
    public static String endingIn(String ending) {
        int n = NEXT.getAndIncrement();
        return "+1" + AREAS[n / PER_AREA % AREAS.length] + (201 + n % PER_AREA) + ending;
    }

    /** Of somebody who answers and talks until the other side ends it. */
    public static String answering() {
        return endingIn("0100");
    }
}
