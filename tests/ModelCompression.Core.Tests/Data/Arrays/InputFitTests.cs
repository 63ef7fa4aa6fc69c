using ModelCompression.Data.Arrays;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Arrays;

[TestClass]
public sealed class InputFitTests
{
    /// <summary>Shapes as text; <c>?</c> is an unknown size, <c>n</c> a symbol, empty a scalar.</summary>
    [TestMethod]
    [DataRow("3,4", "n,3,4", "1x3x4", DisplayName = "batch axis in front")]
    [DataRow("3,4", "1,?,4", "1x3x4", DisplayName = "fixed batch of 1")]
    [DataRow("1,3,4", "n,3,4", "1x3x4", DisplayName = "the data has the batch axis")]
    [DataRow("5,4", "n,4", "5x4", DisplayName = "the data says otherwise")]
    [DataRow("28,28", "n,1,28,28", "1x1x28x28", DisplayName = "unit axis put in")]
    [DataRow("28,28,1", "n,1,28,28", "1x1x28x28", DisplayName = "unit axis moved")]
    [DataRow("28,28", "n,1,?,?", "1x1x28x28", DisplayName = "unit axis beside unknown sizes")]
    [DataRow("28,28", "n,784", "1x784", DisplayName = "flattened")]
    [DataRow("784", "n,1,28,28", "1x1x28x28", DisplayName = "unflattened")]
    [DataRow("", "n", "1", DisplayName = "a number per sample")]
    [DataRow("", "n,1", "1x1", DisplayName = "a number per sample with an axis")]
    [DataRow("3", "3", "3", DisplayName = "no batch axis")]
    public void Finds(string sample, string dims, string expected) =>
        Assert.AreEqual(expected, InputFit.Find(new Shape([.. Sizes(sample)]), Dims(dims))?.ToString());

    [TestMethod]
    [DataRow("28,28,3", "n,3,28,28", DisplayName = "axes in another order")]
    [DataRow("1,4,16", "n,1,8,8", DisplayName = "the same count in other axes")]
    [DataRow("6,2,4", "n,3,4,4", DisplayName = "other axes of the same product")]
    [DataRow("3,4", "n,3,5", DisplayName = "another count")]
    [DataRow("3,4", "8,3,4", DisplayName = "fixed batch of 8")]
    [DataRow("784", "n,1,?,?", DisplayName = "unknown sizes to unflatten")]
    public void Refuses(string sample, string dims) => Assert.IsNull(InputFit.Find(new Shape([.. Sizes(sample)]), Dims(dims)));

    [TestMethod]
    public void Adds_a_batch_axis_when_the_rank_is_unknown() => Assert.AreEqual("1x3x4", InputFit.Find(new Shape(3, 4), null)?.ToString());

    private static IEnumerable<long> Sizes(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => long.Parse(part, System.Globalization.CultureInfo.InvariantCulture));

    private static Dimension[] Dims(string text) =>
        [.. text.Split(',').Select(part => part == "?" ? Dimension.Unknown : part == "n" ? Dimension.Named("n") : Dimension.Of(long.Parse(part, System.Globalization.CultureInfo.InvariantCulture)))];
}
