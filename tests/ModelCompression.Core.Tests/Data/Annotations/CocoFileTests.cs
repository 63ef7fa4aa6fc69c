using System.Globalization;
using System.Text;
using ModelCompression.Data.Annotations;

namespace ModelCompression.Core.Tests.Data.Annotations;

[TestClass]
public sealed class CocoFileTests
{
    /// <summary>Thousands of elements with outlines are read one by one, and a wrong one is named by its line.</summary>
    [TestMethod]
    public void Names_the_line_of_an_element_far_down()
    {
        using var folder = new DataFolder();
        var text = new StringBuilder("{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\n\"categories\":[{\"id\":1,\"name\":\"cat\"}],\n\"annotations\":[\n");
        for (var i = 0; i < 3000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"id\":{i},\"image_id\":{(i == 2500 ? 7 : 1)},\"category_id\":1,\"bbox\":[0,0,1,1],\"segmentation\":[[0,0,1,0,1,1]]}}{(i == 2999 ? "" : ",")}\n");
        }

        Coded.Error("MC2008", () => CocoFile.Read(folder.Write("x.json", text.Append("]}").ToString())), "annotation 2500 in line 2504, whose image 7 does not exist");
    }

    [TestMethod]
    public void Reads_what_it_needs_in_any_order_after_a_byte_order_mark()
    {
        using var folder = new DataFolder();
        var coco = CocoFile.Read(folder.Write("x.json",
            "\uFEFF{\"annotations\":[{\"id\":1,\"image_id\":5,\"category_id\":2,\"bbox\":[1,2,3,4],\"iscrowd\":true}],\"licenses\":[{\"deep\":[[1]]}],\"categories\":[{\"id\":2,\"name\":\"cat\"}],\"images\":[{\"id\":5,\"file_name\":\"d\\\\a.png\"}]}"));

        Assert.AreEqual(new CocoImage(5, "d/a.png", 0, 0, 1), coco.Images.Single());
        Assert.AreEqual((2L, "cat"), coco.Categories.Single());
        Assert.AreEqual(new CocoObject(1, 5, 2, new ModelCompression.Inference.Box(1, 2, 4, 6), true, 1), coco.Objects[5].Single());
    }

    [TestMethod]
    public void Nesting_beyond_all_reason_is_no_valid_json()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => CocoFile.Read(folder.Write("x.json", "{\"info\":" + new string('[', 10_000))), "no valid JSON");
    }
}
