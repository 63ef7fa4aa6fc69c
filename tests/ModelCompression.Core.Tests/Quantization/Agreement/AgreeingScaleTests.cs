using ModelCompression.Quantization;
using ModelCompression.Quantization.Agreement;

namespace ModelCompression.Core.Tests.Quantization.Agreement;

[TestClass]
public sealed class AgreeingScaleTests
{
    private const int Cases = 40;

    /// <summary>Every second sum is a half: x64 rounds it to even, ARM64 away from zero.</summary>
    private static readonly ActivationParameters Half = new(0.5f, 0);

    [TestMethod]
    public void Sums_that_end_on_a_half_are_rounded_apart() => Assert.IsFalse(AgreeingScale.AlwaysAgrees(new QuantizedSum(Half, Half, new ActivationParameters(1, 0))));

    [TestMethod]
    public void Parameters_that_agree_are_kept()
    {
        var output = new ActivationParameters(0.5f, 3);

        Assert.AreEqual(output, AgreeingScale.Find(output, c => new QuantizedSum(Half, Half, c), _ => true));
    }

    [TestMethod]
    public void Nothing_is_found_where_nothing_is_allowed() => Assert.IsNull(AgreeingScale.Find(new ActivationParameters(1, 0), c => new QuantizedSum(Half, Half, c), _ => false));

    [TestMethod]
    public void A_scale_that_may_not_grow_shrinks()
    {
        var found = AgreeingScale.Find(new ActivationParameters(1, 0), c => new QuantizedSum(Half, Half, c), c => c.Scale <= 1);

        Assert.IsNotNull(found);
        Assert.IsLessThan(1, found.Value.Scale);
        Assert.IsGreaterThan(0.992f, found.Value.Scale);
    }

    [TestMethod]
    public void Found_sums_agree_on_every_pair_of_bytes()
    {
        var random = new Random(11);
        var moved = 0;
        for (var i = 0; i < Cases; i++)
        {
            var (a, b, c) = (Parameters(random), Parameters(random), Parameters(random));
            var found = AgreeingScale.Find(c, output => new QuantizedSum(a, b, output), _ => true);
            Assert.IsNotNull(found, $"{a} {b} {c}");
            EveryPair(new QuantizedSum(a, b, found.Value), $"{a} {b} {found}");
            moved += found != c ? 1 : 0;
        }

        Assert.IsGreaterThan(Cases / 4, moved);
    }

    [TestMethod]
    public void Found_products_agree_on_every_pair_of_bytes()
    {
        var random = new Random(12);
        for (var i = 0; i < Cases; i++)
        {
            var (a, b) = (Parameters(random), Parameters(random));
            var c = Parameters(random) with { Scale = 200 * a.Scale * b.Scale };
            var found = AgreeingScale.Find(c, output => new QuantizedProduct(a, b, output), _ => true);
            Assert.IsNotNull(found, $"{a} {b} {c}");
            EveryPair(new QuantizedProduct(a, b, found.Value), $"{a} {b} {found}");
        }
    }

    /// <summary>Also those far from a half, which the search does not compute.</summary>
    private static void EveryPair(IPairArithmetic arithmetic, string what)
    {
        for (var a = 0; a <= byte.MaxValue; a++)
        {
            for (var b = 0; b <= byte.MaxValue; b++)
            {
                Assert.IsTrue(arithmetic.Agrees(a, b), $"{what}: {a}, {b}");
            }
        }
    }

    private static ActivationParameters Parameters(Random random) => new(0.01f + (0.05f * random.NextSingle()), random.Next(256));
}
