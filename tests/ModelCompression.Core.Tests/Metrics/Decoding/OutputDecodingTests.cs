using ModelCompression.Analysis;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class OutputDecodingTests
{
    private static readonly TensorData Tokens = TensorData.Floats(new Shape(1, 2, 2), 3, 4, 100, 0);
    private static readonly TensorData Other = TensorData.Floats(new Shape(1, 1), 7);
    private static readonly Sample Text = new("t", new Dictionary<string, TensorData> { ["mask"] = TensorData.Int64s(new Shape(1, 2), 1, 0) });

    [TestMethod]
    public void Without_decoders_every_output_stays() => Assert.AreSame(Other, OutputDecoding.Raw.Decode(Text, ["a", "b"], [Tokens, Other])[1]);

    [TestMethod]
    public void Only_named_outputs_are_kept_and_the_mask_is_the_named_input()
    {
        var decoding = new OutputDecoding(new Dictionary<string, IOutputDecoder> { ["b"] = new EmbeddingMeanPoolDecoder() }, "mask");

        var decoded = decoding.Decode(Text, ["a", "b"], [Other, Tokens]);

        CollectionAssert.AreEqual((double[])[0.6, 0.8], decoded.Single().ToDoubles());
    }

    [TestMethod]
    public void Every_decoding_a_spec_may_name_is_a_strategy() => CollectionAssert.AreEqual(
        new Catalog().Of<IOutputDecoder>().Select(entry => entry.Id).ToArray(), SpecNames.Decodings);
}
