using ModelCompression.Compression.Recipes;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Recipes;

[TestClass]
public sealed class NodePatternTests
{
    private const string Text = """
        input x: float[1,4]
        w = const float[4,4] fill 1
        a = MatMul(x, w)
        b = Relu(a)
        c = MatMul(b, w)
        d = Softmax(c)
        e = MatMul(d, w)
        output e
        """;

    [TestMethod]
    [DataRow(null, null, null, "0 1 2 3 4")]
    [DataRow("n?", null, null, "0 1 2 3 4")]
    [DataRow("n[12]", null, null, "")]
    [DataRow("*2", null, null, "2")]
    [DataRow("N2", null, null, "")]
    [DataRow(null, "MatMul", null, "0 2 4")]
    [DataRow(null, "*max", null, "3")]
    [DataRow("n2", "Relu", null, "")]
    [DataRow(null, null, "MatMul>Relu", "0")]
    [DataRow(null, null, "MatMul > Softmax > MatMul", "2")]
    [DataRow(null, null, "Softmax>[MatMul]", "4")]
    [DataRow(null, null, "Relu>[MatMul]>Softmax", "2")]
    [DataRow(null, null, "MatMul>MatMul", "")]
    public void Matches_what_fits_every_key(string? name, string? op, string? chain, string expected)
    {
        var model = GraphText.Parse(Text);
        var nodes = model.Graph.Nodes.ToList();
        for (var i = 0; i < nodes.Count; i++)
        {
            nodes[i].Name = $"n{i}";
        }

        var pattern = new NodePattern(name, op, chain);

        Assert.AreEqual(expected, string.Join(' ', nodes.Index().Where(node => pattern.Matches(node.Item)).Select(node => node.Index)));
    }

    [TestMethod]
    [DataRow("Conv", true)]
    [DataRow("Conv>Relu", true)]
    [DataRow("*Pool > [Conv]", true)]
    [DataRow("", false)]
    [DataRow("Conv>", false)]
    [DataRow("[Conv]>[Relu]", false)]
    [DataRow("[Conv>Relu]", false)]
    [DataRow("Conv->Relu", false)]
    public void A_chain_is_operators_with_one_in_brackets_at_most(string chain, bool valid) => Assert.AreEqual(valid, NodePattern.IsChain(chain));
}
