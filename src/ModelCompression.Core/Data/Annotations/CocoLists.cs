using ModelCompression.Inference;

namespace ModelCompression.Data.Annotations;

/// <summary>The lists of a COCO file while it is read. Every id is there once, and annotations belong to images and categories that are there.</summary>
internal sealed class CocoLists(string file)
{
    private const int MostEntries = 10_000_000;
    private const string ImageList = "images";
    private const string ObjectList = "annotations";
    private const string CategoryList = "categories";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<long, CocoImage> _images = [];
    private readonly SortedDictionary<long, string> _categories = [];
    private readonly Dictionary<long, CocoObject> _objects = [];

    public static bool IsKnown(string list) => list is ImageList or ObjectList or CategoryList;

    /// <summary>Starts a list.</summary>
    public void Begin(string list, bool isList, long line)
    {
        if (!_seen.Add(list) || !isList)
        {
            throw DataFile.Invalid(file, $"has '{list}' {(isList ? "twice" : "that is no list")} in line {line}");
        }
    }

    /// <summary>Adds an element of the list that was begun.</summary>
    public void Add(CocoEntry entry)
    {
        var isNew = entry.List switch
        {
            ImageList => _images.TryAdd(entry.Id, entry.ToImage()),
            CategoryList => _categories.TryAdd(entry.Id, entry.Text("name")),
            _ => _objects.TryAdd(entry.Id, entry.ToObject()),
        };
        if (!isNew)
        {
            throw entry.Error("has an id that was there before");
        }

        if (_images.Count + _objects.Count + _categories.Count > MostEntries)
        {
            throw DataFile.Invalid(file, $"has more than {MostEntries} entries");
        }
    }

    public CocoFile ToFile()
    {
        if (!_seen.Contains(ImageList))
        {
            throw DataFile.Invalid(file, "is no COCO file: it has no list 'images'");
        }

        foreach (var found in _objects.Values)
        {
            Check(found);
        }

        var doubled = _categories.GroupBy(category => category.Value, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        return doubled is null
            ? new CocoFile([.. _images.Values.OrderBy(image => image.Id)], [.. _categories.Select(pair => (pair.Key, pair.Value))], _objects.Values.ToLookup(found => found.Image))
            : throw DataFile.Invalid(file, $"has two categories of the name '{doubled}'");
    }

    private void Check(CocoObject found)
    {
        var problem = !_images.TryGetValue(found.Image, out var image) ? $"image {found.Image} does not exist"
            : !_categories.ContainsKey(found.Category) ? $"category {found.Category} does not exist"
            : IsOutside(found.Box, image) ? "box lies outside its image"
            : null;
        if (problem is not null)
        {
            throw DataFile.Invalid(file, $"has annotation {found.Id} in line {found.Line}, whose {problem}");
        }
    }

    private static bool IsOutside(Box box, CocoImage image) =>
        box.Right < 0 || box.Bottom < 0 || (image.Width > 0 && box.Left > image.Width) || (image.Height > 0 && box.Top > image.Height);
}
