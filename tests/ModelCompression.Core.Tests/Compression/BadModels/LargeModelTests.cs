using Google.Protobuf;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Core.Tests.Onnx;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Models whose weights are in other files, and more of them than fit in one.</summary>
[TestClass]
public sealed class LargeModelTests
{
    private const long Side = 16384;

    [TestMethod]
    public void More_than_2_GB_is_refused_with_a_code_and_writes_nothing()
    {
        using var pipeline = new Pipeline();
        using (var hole = File.Create(Path.Combine(pipeline.Root, "weights.data")))
        {
            hole.SetLength(Side * Side * sizeof(float)); // one file of holes, read as both weights
        }

        var nodes = new[] { Protos.Node("MatMul", ["x", "v"], ["m"]), Protos.Node("MatMul", ["m", "w"], ["y"]) };
        var graph = Protos.Graph("main", [Protos.Info("x", ElementType.Float, 1, (int)Side)], nodes, [Protos.Info("y", ElementType.Float, 1, (int)Side)], Weight("v"), Weight("w"));
        File.WriteAllBytes(pipeline.ModelPath, Protos.Model(graph).ToByteArray());
        var before = GC.GetTotalAllocatedBytes();

        Coded.Error(Codes.ModelTooLarge, () => pipeline.RunFile(), "2.1 GB");
        Assert.IsFalse(File.Exists(pipeline.OutputPath));
        Assert.IsLessThan(1 << 28, GC.GetTotalAllocatedBytes() - before, "The weights were read.");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Dynamic")]
    [DataRow("None")]
    public void Weights_in_another_file_come_out_in_one(string scheme)
    {
        using var pipeline = new Pipeline();
        OnnxWriter.Write(GraphText.Parse("input x: float[8,256] w = const float[256,64] seed 1 y = MatMul(x, w) output y"), pipeline.ModelPath, maxBytes: 1000);
        var outcome = pipeline.RunFile(null, ("Quantization", scheme)).Answers(tolerance: scheme == "None" ? 0 : 0.05);

        Assert.AreEqual(new FileInfo(pipeline.ModelPath).Length + new FileInfo(pipeline.ModelPath + ".data").Length, outcome.Result.OriginalBytes);
        Assert.IsEmpty(outcome.Written.ExternalLocations);
        Assert.AreEqual(scheme == "None", outcome.Result.Candidate.Layers.Count == 0);
    }

    private static TensorProto Weight(string name)
    {
        var weight = Protos.Tensor(name, ElementType.Float, [Side, Side], _ => { });
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add([Protos.Entry("location", "weights.data"), Protos.Entry("length", (Side * Side * sizeof(float)).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        return weight;
    }
}
