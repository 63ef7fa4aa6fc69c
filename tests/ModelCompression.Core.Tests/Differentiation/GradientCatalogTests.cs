using ModelCompression.Differentiation;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Differentiation;

[TestClass]
public sealed class GradientCatalogTests
{
    /// <summary>Every addition shows here, to be read by a person.</summary>
    [TestMethod]
    public void Holds_what_the_golden_list_says() => Reporting.GoldenFile.AssertEquals("gradients.txt", string.Concat(new GradientCatalog().Operators.Select(name => name + "\n")));

    [TestMethod]
    public void An_operator_of_another_domain_is_another_operator()
    {
        var nodes = GraphText.Parse("input x: float[2] y = Relu(x) z = com.example.Relu(y) g = com.microsoft.Gelu(z) output g").Graph.Nodes.ToList();

        Assert.IsNotNull(new GradientCatalog().For(nodes[0]));
        Assert.IsNull(new GradientCatalog().For(nodes[1]));
        Assert.IsNotNull(new GradientCatalog().For(nodes[2]));
    }
}
