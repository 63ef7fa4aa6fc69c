using ModelCompression.Tasks.Items;

namespace ModelCompression.Tasks.Tests.Items;

[TestClass]
public sealed class ShippedAsTests
{
    private const string Folder = "/app";

    [TestMethod]
    [DataRow("", "EmbeddedResource", "LogicalName=Models/a.onnx,Type=Non-Resx,Visible=false,WithCulture=false")]
    [DataRow("embeddedresource", "EmbeddedResource", "LogicalName=Models/a.onnx,Type=Non-Resx,Visible=false,WithCulture=false")]
    [DataRow("Content", "Content", "CopyToOutputDirectory=PreserveNewest,CopyToPublishDirectory=PreserveNewest,Link=models/a.onnx,TargetPath=models/a.onnx,Visible=false")]
    [DataRow("None", "None", "CopyToOutputDirectory=PreserveNewest,CopyToPublishDirectory=PreserveNewest,Link=models/a.onnx,TargetPath=models/a.onnx,Visible=false")]
    [DataRow("MauiAsset", "MauiAsset", "Link=models/a.onnx,LogicalName=models/a.onnx,Visible=false")]
    [DataRow("AndroidAsset", "AndroidAsset", "Link=models/a.onnx,Visible=false")]
    public void Each_item_type_has_the_metadata_it_needs(string outputItemType, string type, string metadata)
    {
        var item = new ModelItem(TaskProject.Model("models/a.onnx", ("OutputItemType", outputItemType)), Folder);

        Assert.AreEqual(type, ShippedAs.TypeOf(item));
        Assert.AreEqual(metadata, string.Join(",", ShippedAs.Metadata(item, type).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [TestMethod]
    [DataRow("../shared/a.onnx", "", "a.onnx")]
    [DataRow("../shared/a.onnx", "weights\\b.onnx", "weights/b.onnx")]
    [DataRow("models/a.onnx", "../b.onnx", "a.onnx")]
    public void A_file_never_lies_outside_of_the_output(string include, string link, string expected) =>
        Assert.AreEqual(expected, ShippedAs.LinkOf(new ModelItem(TaskProject.Model(include, ("Link", link)), Folder)));

    [TestMethod]
    public void What_the_user_sets_wins()
    {
        var item = new ModelItem(TaskProject.Model("models/a.onnx", ("CopyToOutputDirectory", "Always"), ("LogicalName", "Mine")), Folder);

        Assert.AreEqual("Always", ShippedAs.Metadata(item, "Content")["CopyToOutputDirectory"]);
        Assert.AreEqual("Mine", ShippedAs.Metadata(item, ShippedAs.EmbeddedResource)["LogicalName"]);
    }

    [TestMethod]
    public void Another_type_is_an_error_that_lists_the_types()
    {
        var item = new ModelItem(TaskProject.Model("models/a.onnx", ("OutputItemType", "Resource")), Folder);

        var error = Assert.ThrowsExactly<ItemException>(() => ShippedAs.TypeOf(item));

        Assert.AreEqual("MC0004", error.Code);
        Assert.Contains("EmbeddedResource, Content, None, MauiAsset, AndroidAsset", error.Message);
    }
}
