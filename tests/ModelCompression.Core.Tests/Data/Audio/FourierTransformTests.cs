using ModelCompression.Data.Audio;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class FourierTransformTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(25)]
    [DataRow(64)]
    [DataRow(97)]
    [DataRow(400)]
    [DataRow(512)]
    public void It_equals_the_sum_of_the_definition(int length)
    {
        var random = new Random(length);
        var samples = Enumerable.Range(0, length).Select(_ => (random.NextDouble() * 2) - 1).ToArray();
        var power = new double[(length / 2) + 1];
        var transform = new FourierTransform(length);
        transform.Power(new double[length], power); // leaves nothing behind

        transform.Power(samples, power);

        for (var k = 0; k < power.Length; k++)
        {
            Assert.AreEqual(Direct(samples, k), power[k], 1e-10 * length);
        }
    }

    [TestMethod]
    public void A_constant_has_all_its_power_in_the_first_bin()
    {
        var power = new double[4];
        new FourierTransform(6).Power([1, 1, 1, 1, 1, 1], power);

        Assert.AreEqual(36, power[0], 1e-12);
        Assert.IsLessThan(1e-24, power[1..].Max());
    }

    private static double Direct(double[] samples, int k)
    {
        double real = 0, imaginary = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            real += samples[i] * Math.Cos(2 * Math.PI * ((long)i * k % samples.Length) / samples.Length);
            imaginary -= samples[i] * Math.Sin(2 * Math.PI * ((long)i * k % samples.Length) / samples.Length);
        }

        return (real * real) + (imaginary * imaginary);
    }
}
