using Google.Protobuf;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class RoundTripTests
{
    private static IEnumerable<object[]> Names => ModelZoo.All.Select(model => new object[] { model.Name });

    [TestMethod]
    public void Zoo_models_have_distinct_names()
    {
        var names = ModelZoo.All.Select(model => model.Name).ToList();

        CollectionAssert.AllItemsAreUnique(names.Where(name => !name.StartsWith("attribute", StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Keeps_the_model_and_is_idempotent(string name)
    {
        foreach (var zooModel in ModelZoo.All.Where(model => model.Name == name))
        {
            var model = OnnxReader.Parse(zooModel.Message.ToByteArray());
            Assert.IsEmpty(GraphVerifier.Check(model));

            var once = OnnxWriter.ToBytes(model);
            var written = ModelProto.Parser.ParseFrom(once);
            Assert.AreEqual(Canonical.Of(zooModel.Message), Canonical.Of(written));
            if (zooModel.IsVerbatim)
            {
                Assert.AreEqual(zooModel.Message, written);
            }

            CollectionAssert.AreEqual(once, OnnxWriter.ToBytes(model), "Writing again gives other bytes.");
            CollectionAssert.AreEqual(once, OnnxWriter.ToBytes(OnnxReader.Parse(once)), "Writing what was written gives other bytes.");
        }
    }
}
