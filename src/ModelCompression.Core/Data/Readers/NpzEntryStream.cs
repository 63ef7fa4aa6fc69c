using System.IO.Compression;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Readers;

/// <summary>One entry of an archive, read forwards; owns the archive.</summary>
internal sealed class NpzEntryStream : Stream
{
    private readonly ZipArchive _archive;
    private readonly Stream _entry;

    /// <exception cref="UserErrorException">MC2008: the archive is damaged.</exception>
    public NpzEntryStream(string file, string entryName)
    {
        _archive = OpenArchive(file);
        try
        {
            _entry = (_archive.GetEntry(entryName) ?? throw new InvalidDataException(entryName)).Open();
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            _archive.Dispose();
            throw DataFile.Invalid(file, $"is a damaged archive ('{entryName}' cannot be read)", error);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => _entry.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _entry.Length;

    public override long Position
    {
        get => _entry.Position;
        set => _entry.Position = value;
    }

    /// <exception cref="UserErrorException">MC2008: no zip archive, or a damaged one.</exception>
    public static ZipArchive OpenArchive(string file)
    {
        var stream = DataFile.OpenRead(file);
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            _ = archive.Entries; // reads the directory
            return archive;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException)
        {
            stream.Dispose();
            throw DataFile.Invalid(file, "is no valid archive: truncated or damaged", error);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => _entry.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => _entry.Read(buffer);

    public override long Seek(long offset, SeekOrigin origin) => _entry.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _entry.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
