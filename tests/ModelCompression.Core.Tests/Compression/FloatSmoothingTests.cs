using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class FloatSmoothingTests
{
    private const int Samples = 4;

    /// <summary>Feature 3 is 60 times larger than the others, whatever the input.</summary>
    private const string Outlier = """
        input x: float[1,6,8]
        g = const float[8] {1,1,1,60,1,1,1,1}
        w1 = const float[8,64] seed 1 w2 = const float[8,40] seed 2
        a = Mul(x, g)
        y = MatMul(a, w1)
        z = MatMul(a, w2)
        output y output z
        """;

    [TestMethod]
    public void Without_data_smooths_what_several_products_share()
    {
        var model = Named();
        Smooth(model, ["y", "z"], calibration: null);

        Assert.AreEqual(2, model.Graph.Nodes.Count(node => node.OpType == "Mul"));
        SameOutputs.Check(Named(), model, tolerance: 1e-5);
    }

    [TestMethod]
    public void Without_data_keeps_what_one_product_reads()
    {
        var model = Named();
        Smooth(model, ["y"], calibration: null);

        Assert.AreEqual(1, model.Graph.Nodes.Count(node => node.OpType == "Mul"));
    }

    [TestMethod]
    public void With_data_smooths_what_one_product_reads()
    {
        using var folder = new DataFolder();
        var random = new Random(1);
        var values = Enumerable.Range(0, Samples * 6 * 8).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var path = folder.Write("inputs.npy", ArrayFiles.Npy("<f4", "4, 6, 8", ArrayFiles.Floats(values)));
        var model = Named();
        Smooth(model, ["y"], Dataset.Open(new DatasetSource(path), DataSets.PortsOf(model)));

        Assert.AreEqual(2, model.Graph.Nodes.Count(node => node.OpType == "Mul"));
        SameOutputs.Check(Named(), model, tolerance: 1e-5);
    }

    private static void Smooth(Model model, HashSet<string> products, Dataset? calibration) =>
        new FloatSmoothing(new OrtRunnerFactory(), threads: 1, new DiagnosticList()).Run(model, products, calibration, seed: 1, CancellationToken.None);

    /// <summary>Nodes are named like what they compute.</summary>
    private static Model Named()
    {
        var model = GraphText.Parse(Outlier);
        foreach (var node in model.Graph.Nodes)
        {
            node.Name = node.Output(0).Name;
        }

        return model;
    }
}
