using ModelCompression.Analysis.Shapes;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Analysis.Shapes;

[TestClass]
public sealed class IntegerContentTests
{
    [TestMethod]
    [DataRow("Add", "2", "3", "5")]
    [DataRow("Sub", "2", "3", "-1")]
    [DataRow("Mul", "N", "1", "N")]
    [DataRow("Mul", "0", "N", "0")]
    [DataRow("Mul", "N", "2", "?")]
    [DataRow("Add", "0", "N", "N")]
    [DataRow("Sub", "0", "N", "?")]
    [DataRow("Div", "7", "2", "3")]
    [DataRow("Div", "-7", "2", "?")]
    [DataRow("Div", "7", "0", "?")]
    [DataRow("Div", "N", "1", "N")]
    [DataRow("Min", "2", "3", "2")]
    [DataRow("Pow", "2", "3", "?")]
    [DataRow("Mul", "9223372036854775807", "2", "?")]
    public void Combines(string op, string left, string right, string expected) =>
        Assert.AreEqual(expected, IntegerContent.Combine(op, Parse(left), Parse(right)).ToString());

    [TestMethod]
    [DataRow("3", "3", "1")]
    [DataRow("3", "4", "0")]
    [DataRow("N", "N", "1")]
    [DataRow("N", "M", "?")]
    [DataRow("N", "3", "?")]
    [DataRow("N", "-1", "0")]
    public void Compares(string left, string right, string expected) =>
        Assert.AreEqual(expected, IntegerContent.AreEqual(Parse(left), Parse(right)).ToString());

    private static Dimension Parse(string text) => long.TryParse(text, out var size) ? Dimension.Of(size) : Dimension.Named(text);
}
