package io.aggtape.feed.doctor;

/** A test that is known beforehand not to be of use. */
record NotTried(String name, Area area, String why) implements Check {
    @Override
    public Finding run() {
        return Judgement.skip("not tried: " + why).finding(this, 0);
    }
}
