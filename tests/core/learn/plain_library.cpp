// A shared library that has nothing to do with Slipway.

extern "C" int answer()
{
    return 42;
}
