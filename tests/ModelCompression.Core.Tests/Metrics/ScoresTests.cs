using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class ScoresTests
{
    [TestMethod]
    [DataRow(new double[] { }, -1)]
    [DataRow(new[] { 1.0 }, 0)]
    [DataRow(new[] { 1.0, 3, 3 }, 1)]
    [DataRow(new[] { double.NaN, -3, -2 }, 2)]
    [DataRow(new[] { double.NaN, double.NegativeInfinity }, 1)]
    [DataRow(new[] { double.NaN }, -1)]
    public void Largest_element_wins(double[] values, int expected) => Assert.AreEqual(expected, Scores.ArgMax(values));

    [TestMethod]
    [DataRow(new[] { 1.0, 3, 2, 3 }, "1 3 2")]
    [DataRow(new[] { double.NaN, 2, double.NegativeInfinity }, "1 2")]
    [DataRow(new[] { 4.0, 3, 2, 1 }, "0 1 2")]
    [DataRow(new[] { 1.0, 2, 3, 4 }, "3 2 1")]
    [DataRow(new double[] { }, "")]
    public void Largest_elements_are_ranked(double[] values, string expected) => Assert.AreEqual(expected, string.Join(' ', Scores.Largest(values, 3)));

    [TestMethod]
    public void Reads_every_numeric_type_it_is_given()
    {
        CollectionAssert.AreEqual((double[])[1.5, -2], TensorData.Floats(new Shape(2), 1.5f, -2).ToDoubles());
        CollectionAssert.AreEqual((double[])[1.5, -2], TensorData.Of(ElementType.Float16, new Shape(2), (Half[])[(Half)1.5, (Half)(-2)]).ToDoubles());
        CollectionAssert.AreEqual((double[])[7, -8], TensorData.Of(ElementType.Int8, new Shape(2), (sbyte[])[7, -8]).ToDoubles());
        CollectionAssert.AreEqual((double[])[1, 0], TensorData.Of(ElementType.Bool, new Shape(2), (byte[])[1, 0]).ToDoubles());
    }
}
