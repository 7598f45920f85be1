namespace NetGen.Imaging;

/// <summary>
/// Portable Network Graphics (ISO/IEC 15948): reads every colour type, bit depth and filter, interlaced or not; writes 8-bit images.
/// Ancillary chunks other than transparency (gamma, colour profiles, text) are passed over.
/// </summary>
public static class Png
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>
    /// 8-bit gray, RGB or either with alpha, as the file has it; palettes come out as RGB, simple transparency as alpha, 16-bit samples
    /// rounded to 8, samples of fewer bits scaled to 0–255.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is not a PNG, or is corrupt, truncated or too large.</exception>
    /// <exception cref="IOException">The file does not exist, is larger than 2 GB, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Image Read(string path) => Decode(File.ReadAllBytes(path));

    /// <summary>Reads a PNG from memory.</summary>
    /// <param name="content">The bytes of a file.</param>
    /// <returns>See <see cref="Read"/>.</returns>
    /// <exception cref="InvalidDataException">They are not a PNG, or a corrupt, truncated or too large one.</exception>
    public static Image Decode(ReadOnlySpan<byte> content) => PngFile.Parse(content).ToImage();

    /// <summary>Writes a file. It appears whole or not at all: a file that exists is replaced only once the new one is complete.</summary>
    /// <param name="path">The file's path; its folder must exist.</param>
    /// <param name="image">The image.</param>
    /// <exception cref="IOException">The folder does not exist, or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Image image)
    {
        var content = Encode(image);
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            File.WriteAllBytes(partial, content);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>The bytes of a PNG file.</summary>
    /// <param name="image">The image.</param>
    public static byte[] Encode(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PngEncoder.Encode(image);
    }
}
