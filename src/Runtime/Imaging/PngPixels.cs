using System.Buffers.Binary;

namespace NetGen.Imaging;

/// <summary>Turns the filtered, packed rows of a PNG into an <see cref="Image"/>.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _transparency;
    private readonly ushort[] _samples;

    public PngPixels(PngHeader header, byte[] palette, byte[] transparency)
    {
        (_header, _palette, _transparency) = (header, palette, transparency);
        var colors = header.Color == PngColor.Palette ? 3 : header.Samples;
        Image = new Image(header.Width, header.Height, colors + (transparency.Length > 0 ? 1 : 0));
        _samples = new ushort[(long)header.Width * header.Samples];
    }

    public Image Image { get; }

    /// <summary>Reads the rows of one pass and puts their pixels where they belong.</summary>
    public void ReadPass(PngRows rows, PngPass pass)
    {
        var length = (int)_header.RowLength(pass.Width);
        var (row, above) = (new byte[length], new byte[length]);
        for (var y = 0; y < pass.Height; y++)
        {
            var filter = rows.ReadFilter();
            rows.ReadRow(row);
            Unfilter(filter, row, above);
            Unpack(row, _samples.AsSpan(0, pass.Width * _header.Samples));
            var target = ((long)(pass.Y + y * pass.StepY) * _header.Width + pass.X) * Image.Channels;
            PutRow(Image.Pixels.AsSpan((int)target), pass);
            (row, above) = (above, row);
        }
    }

    private void Unfilter(int filter, byte[] row, byte[] above)
    {
        if (filter == 0) return;
        var step = _header.PixelBytes;
        for (var i = 0; i < row.Length; i++)
        {
            var (left, upLeft) = i < step ? ((byte)0, (byte)0) : (row[i - step], above[i - step]);
            row[i] += PngFormat.Predict(filter, left, above[i], upLeft);
        }
    }

    private void Unpack(byte[] row, Span<ushort> samples)
    {
        var depth = _header.Depth;
        if (depth == 8)
        {
            for (var i = 0; i < samples.Length; i++) samples[i] = row[i];
        }
        else if (depth == 16)
        {
            for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(2 * i));
        }
        else
        {
            var (perByte, mask) = (8 / depth, (1 << depth) - 1);
            for (var i = 0; i < samples.Length; i++) samples[i] = (ushort)(row[i / perByte] >> (8 - depth - i % perByte * depth) & mask);
        }
    }

    private void PutRow(Span<byte> target, PngPass pass)
    {
        var (from, to) = (_header.Samples, Image.Channels * pass.StepX);
        for (var x = 0; x < pass.Width; x++)
        {
            var samples = _samples.AsSpan(x * from, from);
            var pixel = target.Slice(x * to, Image.Channels);
            if (_header.Color == PngColor.Palette)
                PutPaletteColor(samples[0], pixel);
            else
                PutSamples(samples, pixel);
        }
    }

    private void PutPaletteColor(int index, Span<byte> pixel)
    {
        if (3 * index >= _palette.Length)
            throw new InvalidDataException($"The PNG is corrupt: a pixel has colour {index} of a palette of {_palette.Length / 3}.");
        _palette.AsSpan(3 * index, 3).CopyTo(pixel);
        if (pixel.Length == 4) pixel[3] = index < _transparency.Length ? _transparency[index] : (byte)255;
    }

    private void PutSamples(ReadOnlySpan<ushort> samples, Span<byte> pixel)
    {
        var max = (1 << _header.Depth) - 1;
        var transparent = _transparency.Length > 0;
        for (var c = 0; c < samples.Length; c++)
        {
            pixel[c] = (byte)((samples[c] * 255 + max / 2) / max);
            transparent = transparent && samples[c] == BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(2 * c));
        }
        if (_transparency.Length > 0) pixel[^1] = transparent ? (byte)0 : (byte)255;
    }
}
