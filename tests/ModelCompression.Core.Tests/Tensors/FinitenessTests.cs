using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Tensors;

[TestClass]
public sealed class FinitenessTests
{
    [TestMethod]
    [DataRow(new float[0], false)]
    [DataRow(new[] { 1f, -2f, float.MaxValue }, false)]
    [DataRow(new[] { 1f, float.NaN }, true)]
    [DataRow(new[] { float.NegativeInfinity, 0f }, true)]
    public void Finds_values_that_are_not_finite(float[] values, bool expected) =>
        Assert.AreEqual(expected, ((ReadOnlySpan<float>)values).ContainsNonFinite());
}
